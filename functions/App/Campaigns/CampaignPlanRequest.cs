using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>The access that a campaign reviews. All conditions must hold; within a list, one match is enough.</summary>
/// <param name="Apps">Only these apps.</param>
/// <param name="Entitlements">Only these entitlements.</param>
/// <param name="MinimumRisk">Only entitlements of this risk or higher.</param>
/// <param name="Tags">Only entitlements with one of these tags.</param>
/// <param name="Privileged">Only privileged entitlements, or only others.</param>
/// <param name="People">Only these people.</param>
/// <param name="Departments">Only people in these departments.</param>
/// <param name="Managers">Only people with these managers.</param>
/// <param name="Person">Only active people, or only those who have left.</param>
/// <param name="UnusedForDays">Only access that was not used for this number of days, or never.</param>
/// <param name="AccountTypes">Only access with accounts of these types.</param>
/// <param name="AccountHasOwner">Only access with accounts that have an owner, or only with those that have none.</param>
/// <param name="Inherited">Only access that another entitlement grants, or only access that is held directly.</param>
/// <param name="Titles">Only people with one of these titles.</param>
/// <param name="EmploymentTypes">Only people with one of these employment types.</param>
/// <param name="ExpiringWithinDays">Only access that ends within this number of days.</param>
/// <param name="NotCertifiedForDays">Only access that was not certified for this number of days, or never.</param>
/// <param name="ObtainedSince">Only access that was obtained on this day or later.</param>
public sealed record CampaignScopeRequest(
    [property: MaxLength(CampaignScopeRequest.MaxEntries)] IReadOnlyList<AppId>? Apps = null,
    [property: MaxLength(CampaignScopeRequest.MaxEntries)] IReadOnlyList<EntitlementId>? Entitlements = null,
    Risk? MinimumRisk = null,
    [property: MaxLength(CampaignScopeRequest.MaxEntries)] IReadOnlyList<string>? Tags = null,
    bool? Privileged = null,
    [property: MaxLength(CampaignScopeRequest.MaxEntries)] IReadOnlyList<UserId>? People = null,
    [property: MaxLength(CampaignScopeRequest.MaxEntries)] IReadOnlyList<string>? Departments = null,
    [property: MaxLength(CampaignScopeRequest.MaxEntries)] IReadOnlyList<UserId>? Managers = null,
    PersonStatus? Person = null,
    int? UnusedForDays = null,
    DateOnly? ObtainedSince = null,
    [property: MaxLength(CampaignScopeRequest.MaxEntries)] IReadOnlyList<AccountType>? AccountTypes = null,
    bool? AccountHasOwner = null,
    bool? Inherited = null,
    [property: MaxLength(CampaignScopeRequest.MaxEntries)] IReadOnlyList<string>? Titles = null,
    [property: MaxLength(CampaignScopeRequest.MaxEntries)] IReadOnlyList<string>? EmploymentTypes = null,
    int? ExpiringWithinDays = null,
    int? NotCertifiedForDays = null)
{
    /// <summary>The maximum number of entries of a list.</summary>
    public const int MaxEntries = 250;
}

/// <param name="Source">subjectManager, appOwners, entitlementOwners, accountResponsible or named. For access that an account holds, subjectManager means accountResponsible.</param>
/// <param name="Users">The reviewers; only for named.</param>
/// <param name="Fallback">Review access for which the rule finds nobody.</param>
public sealed record CampaignReviewersRequest(
    AssigneeSource Source,
    [property: MaxLength(CampaignScopeRequest.MaxEntries)] IReadOnlyList<UserId>? Users = null,
    [property: MaxLength(CampaignScopeRequest.MaxEntries)] IReadOnlyList<UserId>? Fallback = null);

/// <param name="Rule">How the decisions of the stages make one outcome.</param>
/// <param name="AsksHolder">Before the reviewers, the person is asked whether they still need the access. Their answer can never certify it.</param>
/// <param name="Later">The reviewers of the second and third stage.</param>
/// <param name="Shares">Each stage's share of the time in percent, the question to the person first; together 100. By default equal parts.</param>
public sealed record CampaignStagesRequest(
    StageRule Rule = StageRule.AnyRemoval,
    bool AsksHolder = false,
    [property: MaxLength(CampaignStages.Max - 1)] IReadOnlyList<CampaignReviewersRequest>? Later = null,
    [property: MaxLength(CampaignStages.Max + 1)] IReadOnlyList<int>? Shares = null);

/// <param name="MaxRemovals">More removals than this, for access that nobody decided, wait for a second person.</param>
/// <param name="MaxPercent">So does a larger share of the holders of an entitlement, in percent.</param>
public sealed record CampaignGuardRequest([property: Range(0, int.MaxValue)] int MaxRemovals = 50, [property: Range(0, 100)] int MaxPercent = 20);

/// <param name="SkipsStillCertified">Access that was certified until a date is not reviewed again before that date.</param>
/// <param name="CertifiesUnchangedTogether">Reviewers can certify unchanged access of low and medium risk together, in one step.</param>
public sealed record CampaignRepeatRequest(bool SkipsStillCertified = true, bool CertifiesUnchangedTogether = false);

/// <param name="CoolingOffHours">Removals start this number of hours after the decision. Until then they can be taken back or contested; 0: at once.</param>
/// <param name="Way">revocation: another person confirms each removal. deprovisioning: the access is removed without that.</param>
/// <param name="WorkingDays">How many working days (Monday to Friday, in the campaign's time zone) a removal may take from its start.</param>
public sealed record CampaignRemovalsRequest(
    [property: Range(0, CampaignRemovals.MaxCoolingOffHours)] int CoolingOffHours = CampaignRemovals.UsualCoolingOffHours,
    RemovalWay Way = RemovalWay.Revocation,
    [property: Range(1, CampaignRemovals.MaxWorkingDays)] int WorkingDays = CampaignRemovals.UsualWorkingDays)
{
    internal CampaignRemovals ToRemovals() => new(CoolingOffHours, Way, WorkingDays);
}

/// <param name="DaysBefore">How many days before the due date reviewers with work left get a reminder; 0: on the due day. By default 3, 1 and 0.</param>
/// <param name="GraceDays">How many days after the due date the campaign closes. Until then there is a reminder every day. By default 0.</param>
public sealed record CampaignRemindersRequest(
    [property: MaxLength(CampaignReminders.MaxTimes)] IReadOnlyList<int>? DaysBefore = null, [property: Range(0, CampaignReminders.MaxDays)] int GraceDays = 0);

/// <param name="Name">The campaign's name. Reviewers see it.</param>
/// <param name="Reviewers">Who reviews. Nobody reviews their own access.</param>
/// <param name="Due">Until when reviewers decide: a day, which is included to its end, or a time with its offset. Required; templates have none.</param>
/// <param name="Owner">Who is responsible: an administrator or a campaign owner; by default the caller.</param>
/// <param name="TimeZone">The IANA time zone of the due day; by default the caller's.</param>
/// <param name="Scope">The access to review; by default all.</param>
/// <param name="NoResponse">What happens to access that nobody decided; by default it is kept.</param>
/// <param name="Guard">When a second person must confirm removals of access that nobody decided.</param>
/// <param name="Removals">When and how removals start; by default 24 hours after the decision, with a confirmation by another person.</param>
/// <param name="Control">The control or framework that the campaign is evidence for.</param>
/// <param name="StaleData">What happens if the data of an app is older than two days: warn, acknowledge or block.</param>
/// <param name="Stages">What comes before and after the first reviewers; by default nothing.</param>
/// <param name="ReasonRequiredFor">Decisions that require a reason: certify, remove.</param>
/// <param name="Repeat">How access is treated that was reviewed before.</param>
public sealed record CreateCampaignRequest(
    [property: MaxLength(CampaignPlan.MaxNameCharacters)] string Name,
    CampaignReviewersRequest Reviewers,
    DayOrTime? Due = null,
    UserId? Owner = null,
    string? TimeZone = null,
    CampaignScopeRequest? Scope = null,
    NoResponseRule NoResponse = NoResponseRule.Keep,
    CampaignGuardRequest? Guard = null,
    CampaignRemovalsRequest? Removals = null,
    [property: MaxLength(CampaignPlan.MaxNameCharacters)] string? Control = null,
    IReadOnlyList<Decision>? ReasonRequiredFor = null,
    StaleDataRule StaleData = StaleDataRule.Warn,
    CampaignRepeatRequest? Repeat = null,
    CampaignStagesRequest? Stages = null)
{
    /// <summary>When reviewers with work left get reminders, and how long after the due date the campaign closes.</summary>
    public CampaignRemindersRequest? Reminders { get; init; }

    /// <summary>When decisions take effect: at once, or when the reviewer signs off.</summary>
    public DecisionsFinal DecisionsFinal { get; init; }

    /// <summary>High and critical risk is decided one at a time, not in bulk.</summary>
    public bool DecidesHighRiskAlone { get; init; } = true;

    /// <exception cref="ProblemException">400: there is no due date, the time zone is unknown, or a list is too long.</exception>
    internal CampaignPlan ToPlan(Caller caller) => ToPlan(caller.Id, caller.User.TimeZone);

    /// <inheritdoc cref="ToPlan(Caller)"/>
    /// <param name="owner">The owner, if the request names none.</param>
    /// <param name="usualZone">The time zone, if the request names none.</param>
    internal CampaignPlan ToPlan(UserId owner, string usualZone)
    {
        if (Due is not { } due)
            throw Problems.BadRequest(Say($"Write a day as 2026-12-31, or a time with its offset as 2026-12-31T18:00:00Z."), "bad_date");
        var zone = TimeZone ?? usualZone;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known))
            throw Problems.BadRequest(Say($"The time zone is unknown. Write an IANA time zone such as Europe/Berlin."), "unknown_time_zone");
        var scope = Scope ?? new CampaignScopeRequest();
        return new CampaignPlan
        {
            Name = Name,
            Owner = Owner ?? owner,
            Reviewers = ReviewersOf(Reviewers),
            Stages = new CampaignStages
            {
                Rule = Stages?.Rule ?? StageRule.AnyRemoval,
                AsksHolder = Stages?.AsksHolder ?? false,
                Later = [.. (Stages?.Later ?? []).Select(ReviewersOf)],
                Shares = [.. Stages?.Shares ?? []],
            },
            Due = due.EndIn(zone) ?? default, // A day or a time: one of them is set.
            TimeZone = zone,
            NoResponse = NoResponse,
            StaleData = StaleData,
            Guard = new CampaignGuard((Guard ?? new CampaignGuardRequest()).MaxRemovals, (Guard ?? new CampaignGuardRequest()).MaxPercent),
            Removals = (Removals ?? new CampaignRemovalsRequest()).ToRemovals(),
            Reminders = Reminders is null
                ? new CampaignReminders()
                : new CampaignReminders { DaysBefore = [.. (Reminders.DaysBefore ?? new CampaignReminders().DaysBefore).Distinct()], GraceDays = Reminders.GraceDays },
            Control = Control,
            DecisionsFinal = DecisionsFinal,
            DecidesHighRiskAlone = DecidesHighRiskAlone,
            ReasonRequiredFor = [.. (ReasonRequiredFor ?? []).Distinct()],
            Repeat = Repeat is null
                ? new CampaignRepeat()
                : new CampaignRepeat { SkipsStillCertified = Repeat.SkipsStillCertified, CertifiesUnchangedTogether = Repeat.CertifiesUnchangedTogether },
            Scope = new CampaignScope
            {
                Apps = Limited(scope.Apps),
                Entitlements = Limited(scope.Entitlements),
                MinimumRisk = scope.MinimumRisk,
                Tags = Limited(scope.Tags),
                Privileged = scope.Privileged,
                People = Limited(scope.People),
                Departments = Limited(scope.Departments),
                Managers = Limited(scope.Managers),
                Person = scope.Person,
                Accounts = new AccountScope { Types = Limited(scope.AccountTypes), HasOwner = scope.AccountHasOwner },
                Inherited = scope.Inherited,
                UnusedForDays = scope.UnusedForDays,
                Titles = Limited(scope.Titles),
                EmploymentTypes = Limited(scope.EmploymentTypes),
                ExpiringWithinDays = scope.ExpiringWithinDays,
                NotCertifiedForDays = scope.NotCertifiedForDays,
                ObtainedSince = scope.ObtainedSince is { } day ? WholeDay.StartOf(day, known) : null,
            },
        };
    }

    private static CampaignReviewers ReviewersOf(CampaignReviewersRequest wanted) => new(wanted.Source) { Users = Limited(wanted.Users), Fallback = Limited(wanted.Fallback) };

    private static IReadOnlyList<T> Limited<T>(IReadOnlyList<T>? list) => list switch
    {
        null => [],
        { Count: > CampaignScopeRequest.MaxEntries } => throw Problems.BadRequest(Say($"A list has at most {CampaignScopeRequest.MaxEntries} entries."), "too_many_entries"),
        _ => [.. list.Distinct()],
    };
}
