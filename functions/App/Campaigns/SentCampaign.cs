using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>The form to create a campaign, as the user sent it. The names of its members are those of the fields.</summary>
public sealed partial record SentCampaign
{
    private static readonly char[] Separators = ['\n', '\r', ',', ';'];

    public string? Name { get; private init; }

    public string? Due { get; private init; }

    public string? Control { get; private init; }

    public IReadOnlyList<string> Apps { get; private init; } = [];

    public string? Entitlements { get; private init; }

    public Risk? Risk { get; private init; }

    public string? Tags { get; private init; }

    public bool IsPrivilegedOnly { get; private init; }

    public string? Departments { get; private init; }

    public string? Managers { get; private init; }

    public string? People { get; private init; }

    public PersonStatus? Person { get; private init; }

    /// <summary>Only access with accounts of this type.</summary>
    public AccountType? Account { get; private init; }

    /// <summary>Only access with accounts that have no owner.</summary>
    public bool IsUnownedOnly { get; private init; }

    /// <summary>"yes": only inherited access; "no": only access that is held directly; null: all.</summary>
    public string? Inherited { get; private init; }

    public string? Unused { get; private init; }

    public string? Since { get; private init; }

    public string? Expiring { get; private init; }

    public string? Uncertified { get; private init; }

    public string? Titles { get; private init; }

    public string? Employment { get; private init; }

    public AssigneeSource Source { get; private init; } = AssigneeSource.AppOwners;

    public string? Reviewers { get; private init; }

    public string? Fallback { get; private init; }

    public SentStages Stages { get; private init; } = new();

    public NoResponseRule NoResponse { get; private init; }

    public StaleDataRule StaleData { get; private init; }

    public string? MaxRemovals { get; private init; } = "50";

    public string? MaxPercent { get; private init; } = "20";

    public string? CoolingOff { get; private init; } = $"{CampaignRemovals.UsualCoolingOffHours}";

    public RemovalWay Way { get; private init; }

    public string? WorkingDays { get; private init; } = $"{CampaignRemovals.UsualWorkingDays}";

    public IReadOnlyList<string> Reasons { get; private init; } = [];

    public string? RemindDays { get; private init; } = "3, 1, 0";

    public string? GraceDays { get; private init; } = "0";

    public bool SkipsStillCertified { get; private init; } = true;

    public bool CertifiesUnchangedTogether { get; private init; }
    public DecisionsFinal DecisionsFinal { get; private init; }

    public bool DecidesHighRiskAlone { get; private init; } = true;

    /// <summary>Issued with the form. Sending the form twice creates one campaign.</summary>
    public string Key { get; private init; } = Guid.CreateVersion7().ToString("N");

    /// <summary>The refused field and the message; null: none.</summary>
    public (string Field, string Sentence)? Fault { get; private init; }

    public static SentCampaign Of(IFormCollection form) => new()
    {
        Name = form.ReadText("name"),
        Due = form.ReadText("due")?.Trim(),
        Control = form.ReadText("control"),
        Apps = form.ReadAll("apps"),
        Entitlements = form.ReadProse("entitlements"),
        Risk = form.ReadEnum<Risk>("risk"),
        Tags = form.ReadText("tags"),
        IsPrivilegedOnly = form.ReadText("privileged") is not null,
        Departments = form.ReadProse("departments"),
        Managers = form.ReadProse("managers"),
        People = form.ReadProse("people"),
        Person = form.ReadEnum<PersonStatus>("person"),
        Account = form.ReadEnum<AccountType>("account"),
        IsUnownedOnly = form.ReadText("unowned") is not null,
        Inherited = form.ReadText("inherited"),
        Unused = form.ReadText("unused")?.Trim(),
        Since = form.ReadText("since")?.Trim(),
        Expiring = form.ReadText("expiring")?.Trim(),
        Uncertified = form.ReadText("uncertified")?.Trim(),
        Titles = form.ReadProse("titles"),
        Employment = form.ReadProse("employment"),
        Source = form.ReadEnum<AssigneeSource>("source") ?? AssigneeSource.AppOwners,
        Reviewers = form.ReadProse("reviewers"),
        Fallback = form.ReadProse("fallback"),
        Stages = SentStages.Of(form),
        NoResponse = form.ReadEnum<NoResponseRule>("noResponse") ?? NoResponseRule.Keep,
        StaleData = form.ReadEnum<StaleDataRule>("staleData") ?? StaleDataRule.Warn,
        MaxRemovals = form.ReadText("maxRemovals")?.Trim(),
        MaxPercent = form.ReadText("maxPercent")?.Trim(),
        CoolingOff = form.ReadText("coolingOff")?.Trim(),
        Way = form.ReadEnum<RemovalWay>("way") ?? RemovalWay.Revocation,
        WorkingDays = form.ReadText("workingDays")?.Trim(),
        Reasons = form.ReadAll("reasons"),
        RemindDays = form.ReadText("remindDays")?.Trim(),
        GraceDays = form.ReadText("graceDays")?.Trim(),
        SkipsStillCertified = form.ReadText("skipStillCertified") is not null,
        CertifiesUnchangedTogether = form.ReadText("unchangedTogether") is not null,
        DecisionsFinal = form.ReadEnum<DecisionsFinal>("decisionsFinal") ?? DecisionsFinal.AtOnce,
        DecidesHighRiskAlone = form.ReadText("highRiskAlone") is not null,
        Key = form.ReadText("key") ?? Guid.CreateVersion7().ToString("N"),
    };

    public string? FaultOf(string field) => Fault?.Field == field ? Fault?.Sentence : null;

    /// <summary>The ids of the texts that describe a field: its hint, and its fault; null: none.</summary>
    public string? Describe(string field, string? hint) => (hint, FaultOf(field)) switch
    {
        (null, null) => null,
        (_, null) => hint,
        (null, _) => $"{field}-fault",
        _ => $"{hint} {field}-fault",
    };

    public string? InvalidIf(string field) => FaultOf(field) is null ? null : "true";

    public SentCampaign With(CampaignRefusal why) => this with { Fault = (FieldOf(why), CampaignText.Why(why)) };

    public SentCampaign With(string field, string sentence) => this with { Fault = (field, sentence) };

    /// <summary>The request that the form stands for; with a fault instead, if a field cannot be read.</summary>
    public async Task<(CreateCampaignRequest? Request, SentCampaign Sent)> ReadAsync(DirectoryStore directory, CancellationToken cancellationToken)
    {
        if (DayOrTime.Parse(Due) is not { Day: not null } due)
            return (null, With("due", Say($"Enter the day in the format {"2026-12-31"}.")));
        var (plan, sent) = await ReadPlanAsync(directory, cancellationToken);
        return (plan is null ? null : plan with { Due = due }, sent);
    }

    /// <summary>The same without a due date.</summary>
    public async Task<(CreateCampaignRequest? Request, SentCampaign Sent)> ReadPlanAsync(DirectoryStore directory, CancellationToken cancellationToken)
    {
        var since = DayOrTime.Parse(Since)?.Day;
        if (Since is { Length: > 0 } && since is null)
            return (null, With("since", Say($"Enter the day in the format {"2026-12-31"}.")));
        if (!TryNumber(Unused, null, out var unused) || !TryNumber(Expiring, null, out var expiring) || !TryNumber(Uncertified, null, out var uncertified))
            return (null, With("unused", CampaignText.Why(CampaignRefusal.DaysOutOfRange)));
        if (!TryNumber(MaxRemovals, 50, out var removals) || !TryNumber(MaxPercent, 20, out var percent))
            return (null, With("maxRemovals", CampaignText.Why(CampaignRefusal.GuardOutOfRange)));
        if (!TryNumber(CoolingOff, CampaignRemovals.UsualCoolingOffHours, out var hours) || !TryNumber(WorkingDays, CampaignRemovals.UsualWorkingDays, out var days))
            return (null, With("coolingOff", CampaignText.Why(CampaignRefusal.RemovalsOutOfRange)));
        if (!TryNumber(GraceDays, 0, out var grace) || Entries(RemindDays).Any(entry => !TryNumber(entry, null, out _)))
            return (null, With("remindDays", CampaignText.Why(CampaignRefusal.RemindersOutOfRange)));

        var people = new Dictionary<string, IReadOnlyList<UserId>>();
        foreach (var (field, text) in new[] { ("people", People), ("managers", Managers), ("reviewers", Reviewers), ("fallback", Fallback) }.Concat(Stages.People))
        {
            var found = await PeopleAsync(directory, text, cancellationToken);
            if (found.Unknown is { } unknown)
                return (null, With(field, Say($"{unknown} is not in the directory. Enter an email address or an id.")));
            people[field] = found.People;
        }

        return (new CreateCampaignRequest(
            Name ?? "",
            new CampaignReviewersRequest(Source, people["reviewers"], people["fallback"]),
            Scope: new CampaignScopeRequest(
                [.. Apps.Select(AppId.From)], [.. Entries(Entitlements).Select(EntitlementId.From)], Risk, Entries(Tags), IsPrivilegedOnly ? true : null,
                people["people"], Entries(Departments), people["managers"], Person, unused, since,
                Account is { } account ? [account] : null, IsUnownedOnly ? false : null, Inherited switch { "yes" => true, "no" => false, _ => null },
                Titles: Entries(Titles), EmploymentTypes: Entries(Employment), ExpiringWithinDays: expiring, NotCertifiedForDays: uncertified),
            NoResponse: NoResponse,
            Stages: Stages.ToRequest(people),
            Guard: new CampaignGuardRequest(removals ?? 50, percent ?? 20),
            Removals: new CampaignRemovalsRequest(hours ?? CampaignRemovals.UsualCoolingOffHours, Way, days ?? CampaignRemovals.UsualWorkingDays),
            Control: Control,
            ReasonRequiredFor: [.. Reasons.Select(EnumNames.Read<Decision>).OfType<Decision>()],
            Repeat: new CampaignRepeatRequest(SkipsStillCertified, CertifiesUnchangedTogether),
            StaleData: StaleData)
        {
            Reminders = new CampaignRemindersRequest([.. Entries(RemindDays).Select(entry => int.Parse(entry, CultureInfo.InvariantCulture))], grace ?? 0),
            DecisionsFinal = DecisionsFinal,
            DecidesHighRiskAlone = DecidesHighRiskAlone,
        }, this);
    }

    private static IReadOnlyList<string> Entries(string? text) =>
        [.. (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private static async Task<(
        IReadOnlyList<UserId> People, string? Unknown)> PeopleAsync(DirectoryStore directory, string? text, CancellationToken cancellationToken)
    {
        List<UserId> people = [];
        foreach (var entry in Entries(text))
        {
            var user = await directory.FindUserByEmailAsync(entry, cancellationToken) ?? await directory.FindUserAsync(UserId.From(entry), cancellationToken);
            if (user is null)
                return ([], entry);
            people.Add(user.Id);
        }

        return (people, null);
    }

    private static bool TryNumber(string? text, int? missing, out int? number)
    {
        number = missing;
        if (string.IsNullOrEmpty(text))
            return true;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read);
        number = read;
        return isNumber;
    }

    private static string FieldOf(CampaignRefusal why) => why switch
    {
        CampaignRefusal.DuePassed or CampaignRefusal.DueNotLater => "due",
        CampaignRefusal.ReviewersMissing => "reviewers",
        CampaignRefusal.TooManyStages or CampaignRefusal.SharesOutOfRange or CampaignRefusal.StagesNeedDecisionsAtOnce => "share1",
        CampaignRefusal.GuardOutOfRange => "maxRemovals",
        CampaignRefusal.DaysOutOfRange => "unused",
        CampaignRefusal.RemovalsOutOfRange => "coolingOff",
        CampaignRefusal.RemindersOutOfRange => "remindDays",
        CampaignRefusal.NameMissing or CampaignRefusal.TextTooLong or CampaignRefusal.WrongDecision or CampaignRefusal.OwnerNotAllowed or CampaignRefusal.ReasonRequired
            or CampaignRefusal.NoItems or CampaignRefusal.TooManyItems or CampaignRefusal.StaleData or CampaignRefusal.StaleDataNotAccepted or CampaignRefusal.NoReviewers or CampaignRefusal.SecondPersonRequired or CampaignRefusal.ReadOnlyRole or CampaignRefusal.NotAllowed
            or CampaignRefusal.WrongState or CampaignRefusal.NoSignOff or CampaignRefusal.StatementMissing or CampaignRefusal.UndecidedItems
            or CampaignRefusal.NothingToSignOff or CampaignRefusal.ListChanged or CampaignRefusal.AlreadySignedOff => "name",
    };
}
