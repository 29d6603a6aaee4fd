using AccessReview.App.Audit;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Campaigns;

/// <summary>A line of a campaign's history.</summary>
public sealed record CampaignHistoryLine(string Text, string? Reason, DateTimeOffset At);

/// <summary>The data of a campaign's page.</summary>
public sealed record CampaignModel
{
    public required Campaign Campaign { get; init; }

    public required IReadOnlyList<CampaignAction> Actions { get; init; }

    public required CampaignNames Names { get; init; }

    /// <summary>The removals of the campaign in numbers; null: the population is not recorded yet.</summary>
    public RemovalCounts? RemovalCounts { get; init; }

    public required LocalTime Time { get; init; }

    /// <summary>Null: the population is not recorded yet.</summary>
    public CampaignProgress? Progress { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<CampaignHistoryLine> History { get; init; }

    /// <summary>The first of the access that the rule for missing answers would remove, while a second person must confirm it.</summary>
    public IReadOnlyList<CampaignItem> Removals { get; init; } = [];

    /// <summary>The fingerprint of the public key of new evidence; null: evidence cannot be signed.</summary>
    public string? EvidenceKey { get; init; }

    /// <summary>Who exported the evidence, oldest first.</summary>
    public IReadOnlyList<EvidenceRead> Reads { get; init; } = [];
    /// <summary>The first of its exceptions that have not ended, the one that ends first at the beginning.</summary>
    public IReadOnlyList<ExceptionView> Exceptions { get; init; } = [];

    /// <summary>The apps whose data is too old, while the campaign is a draft or waits for its start.</summary>
    public IReadOnlyList<AppFreshnessView> Stale { get; init; } = [];

    /// <summary>What differs from the plan of the template's campaign before; null: there is none.</summary>
    public IReadOnlyList<PlanDifference>? Differences { get; init; }

    /// <summary>Issued with the forms. Sending a form twice executes it once.</summary>
    public required string Key { get; init; }

    /// <summary>The reviewers who signed off, in the order of their names; empty: none.</summary>
    public IReadOnlyList<SignOff> SignOffs { get; init; } = [];

    public bool May(CampaignAction action) => Actions.Contains(action);
}

/// <summary>Reads the data of a campaign's page.</summary>
public sealed class CampaignPages(
    CampaignStore campaigns,
    RemovalReader removals,
    CampaignItems items,
    CampaignProgressReader progress,
    SignOffStore signOffs,
    FreshnessReader freshness,
    DirectoryStore directory,
    EvidenceKeys keys,
    EvidenceReads reads,
    TimeProvider clock)
{
    private const int MaxRemovals = 100;

    internal async Task<CampaignModel> ReadAsync(Campaign campaign, Caller caller, CancellationToken cancellationToken)
    {
        // Sign-offs of reviewers have their own list: there can be thousands.
        var events = (await campaigns.EventsAsync(campaign.Id, cancellationToken)).Where(stored => stored.Event is not CampaignEvent.ReviewerSignedOff).ToList();
        var signedOff = campaign.Plan.DecisionsFinal == DecisionsFinal.UntilSignOff ? await signOffs.AllAsync(campaign.Id, cancellationToken).ToListAsync(cancellationToken) : [];
        var exports = await reads.OfAsync(campaign.Id, cancellationToken);
        var others = events.SelectMany(stored => CampaignHistory.PeopleOf(stored.Event)).Concat(exports.Select(read => read.By)).Concat(signedOff.Select(one => (UserId?)one.By));
        var names = await NamesAsync(directory, campaign, others, cancellationToken);
        var time = new LocalTime(caller.User.TimeZone);
        var exceptions = await directory.ExceptionsAsync(null, cancellationToken).Select(one => one.Value)
            .Where(grant => grant.Exception?.Campaign == campaign.Id).Take(MaxRemovals).ToListAsync(cancellationToken);
        using var key = keys.FindSigning();
        return new CampaignModel
        {
            Campaign = campaign,
            Actions = CampaignMachine.ActionsOf(campaign, caller.Actor),
            Names = names,
            RemovalCounts = campaign.Population is null ? null : await removals.CountAsync(campaign, cancellationToken),
            Time = time,
            Progress = campaign.Population is null ? null : await progress.ReadAsync(campaign.Id, cancellationToken),
            History = [.. events.Select(stored => new CampaignHistoryLine(CampaignHistory.Of(stored.Event, names, time), CampaignHistory.ReasonOf(stored.Event), stored.Event.At))],
            Removals = campaign.State == CampaignState.Guard
                ? await items.ReadAsync(campaign.Id, cancellationToken).Where(item => item.Progress.Silence == SilenceEffect.Remove).Take(MaxRemovals).ToListAsync(cancellationToken)
                : [],
            EvidenceKey = key?.Fingerprint,
            Reads = exports,
            Stale = await StaleAsync(campaign, cancellationToken),
            Differences = await DifferencesAsync(campaigns, campaign, cancellationToken),
            SignOffs = [.. signedOff.OrderBy(one => names.Of(one.By), StringComparer.CurrentCulture)],
            Exceptions = await ExceptionView.OfAsync(directory, exceptions, cancellationToken),
            Key = Guid.CreateVersion7().ToString("N"),
        };
    }

    private async Task<IReadOnlyList<AppFreshnessView>> StaleAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var apps = campaign.State switch
        {
            CampaignState.Draft => await freshness.ReadAsync(campaign.Plan.Scope, cancellationToken),
            CampaignState.Frozen => campaign.Population?.Apps ?? [],
            _ => [],
        };
        var now = clock.GetUtcNow();
        return [.. StaleData.Among(apps, now).Select(app => AppFreshnessView.Of(app, now))];
    }

    /// <summary>The names of the people of a campaign's plan, and of more people.</summary>
    internal static Task<CampaignNames> NamesAsync(DirectoryStore directory, Campaign campaign, IEnumerable<UserId?> more, CancellationToken cancellationToken)
    {
        var plan = campaign.Plan;
        return CampaignNames.ReadAsync(
            directory,
            [
                .. CampaignView.PeopleOf(campaign), .. more,
                .. CampaignPolicy.ReviewersOf(plan).SelectMany(reviewers => reviewers.Users.Concat(reviewers.Fallback)).Concat(plan.Scope.People).Concat(plan.Scope.Managers).Select(person => (UserId?)person),
            ],
            cancellationToken);
    }

    /// <summary>What differs from the plan of the template's campaign before; null: there is none.</summary>
    internal static async Task<IReadOnlyList<PlanDifference>?> DifferencesAsync(CampaignStore campaigns, Campaign campaign, CancellationToken cancellationToken) =>
        campaign.Plan.Origin is { Previous: { } previous } && await campaigns.LoadAsync(previous, cancellationToken) is { } before
            ? PlanDifferences.OfRuns(before.Campaign.Plan, campaign.Plan)
            : null;
}
