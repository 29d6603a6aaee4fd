using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Campaigns;
using AccessReview.App.Store;
using AccessReview.App.Telemetry;
using AccessReview.Domain.Campaigns;

namespace AccessReview.App.EvidencePacks;

/// <summary>Reads when and by whom a control was performed, from the history of its campaign.</summary>
public sealed class PackControls(CampaignStore campaigns)
{
    internal async Task<PackControl> ReadAsync(
        Campaign campaign, IReadOnlyList<CampaignEvent> events, IReadOnlyList<PolicyCount> policies, CampaignNames names, CancellationToken cancellationToken) => new(
        campaign.Plan.Control,
        names.View(campaign.Plan.Owner),
        await PeriodAsync(campaign, events, cancellationToken),
        StepOf<CampaignEvent.CampaignCreated>(events, names),
        StepOf<CampaignEvent.FreezeBegan>(events, names),
        StepOf<CampaignEvent.CampaignStarted>(events, names),
        StepOf<CampaignEvent.TasksOpened>(events, names),
        StepOf<CampaignEvent.ClosingBegan>(events, names),
        StepOf<CampaignEvent.CampaignClosed>(events, names),
        StepOf<CampaignEvent.CancellationBegan>(events, names),
        FirstDueOf(events) ?? campaign.Plan.Due,
        campaign.Plan.Due,
        [.. events.OfType<CampaignEvent.DueExtended>().Select(extended => new ExtensionEvidence(extended.At, names.View(extended.By.User), extended.Reason, extended.Due))],
        GuardOf(campaign, events, names),
        policies,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RowJson.Write(campaign.Plan)))),
        ProductVersion.Current);

    /// <summary>The due date before any extension; null: unknown.</summary>
    internal static DateTimeOffset? FirstDueOf(IReadOnlyList<CampaignEvent> events) => events.OfType<CampaignEvent.CampaignCreated>().FirstOrDefault()?.Plan.Due;

    private async Task<PeriodEvidence> PeriodAsync(Campaign campaign, IReadOnlyList<CampaignEvent> events, CancellationToken cancellationToken)
    {
        var to = events.OfType<CampaignEvent.PopulationFrozen>().FirstOrDefault()?.At;
        var scope = RowJson.Write(campaign.Plan.Scope);
        var previous = await campaigns.AllAsync(null, cancellationToken)
            .Select(one => one.Value)
            .Where(one => one.Id != campaign.Id && one.State is CampaignState.Closed or CampaignState.Remediated && one.Created.At < campaign.Created.At && RowJson.Write(one.Plan.Scope) == scope)
            .FirstOrDefaultAsync(cancellationToken);
        if (previous is null)
            return new PeriodEvidence(null, to, null, null, null);
        var from = (await campaigns.EventsAsync(previous.Id, cancellationToken)).Select(stored => stored.Event).OfType<CampaignEvent.PopulationFrozen>().FirstOrDefault()?.At;
        return new PeriodEvidence(from, to, previous.Id, previous.Plan.Name, to - from is { } apart ? Math.Round(apart.TotalDays, 1) : null);
    }

    private static StepEvidence? StepOf<T>(IReadOnlyList<CampaignEvent> events, CampaignNames names)
        where T : CampaignEvent =>
        events.OfType<T>().FirstOrDefault() is { } happened ? new StepEvidence(happened.At, names.View(happened.By.User), CampaignHistory.ReasonOf(happened)) : null;

    private static GuardEvidence? GuardOf(Campaign campaign, IReadOnlyList<CampaignEvent> events, CampaignNames names)
    {
        if (events.OfType<CampaignEvent.GuardSet>().LastOrDefault() is not { } set)
            return null;
        var confirmed = events.OfType<CampaignEvent.GuardConfirmed>().LastOrDefault();
        return new GuardEvidence(
            set.Silence.Removals, set.At, names.View(campaign.Plan.Owner), names.View(campaign.Closing?.By),
            names.View(confirmed?.By.User), confirmed?.At, confirmed?.Removes, confirmed?.Reason);
    }
}
