using System.Globalization;
using AccessReview.App.Http;

namespace AccessReview.App.Campaigns;

public sealed partial record SentCampaign
{
    /// <summary>The form filled with a plan. What the form does not have is left out.</summary>
    public static SentCampaign Of(CreateCampaignRequest plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (scope, guard) = (plan.Scope ?? new CampaignScopeRequest(), plan.Guard ?? new CampaignGuardRequest());
        var removals = plan.Removals ?? new CampaignRemovalsRequest();
        return new SentCampaign
        {
            Name = plan.Name,
            Control = plan.Control,
            Apps = [.. (scope.Apps ?? []).Select(app => app.Value)],
            Entitlements = Lines(scope.Entitlements),
            Risk = scope.MinimumRisk,
            Tags = Lines(scope.Tags),
            IsPrivilegedOnly = scope.Privileged == true,
            Departments = Lines(scope.Departments),
            Managers = Lines(scope.Managers),
            People = Lines(scope.People),
            Person = scope.Person,
            Account = scope.AccountTypes is [var account] ? account : null,
            IsUnownedOnly = scope.AccountHasOwner == false,
            Inherited = scope.Inherited switch { true => "yes", false => "no", null => null },
            Unused = Number(scope.UnusedForDays),
            Since = scope.ObtainedSince?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Expiring = Number(scope.ExpiringWithinDays),
            Uncertified = Number(scope.NotCertifiedForDays),
            Titles = Lines(scope.Titles),
            Employment = Lines(scope.EmploymentTypes),
            Source = plan.Reviewers.Source,
            Reviewers = Lines(plan.Reviewers.Users),
            Fallback = Lines(plan.Reviewers.Fallback),
            Stages = SentStages.Of(plan.Stages),
            NoResponse = plan.NoResponse,
            StaleData = plan.StaleData,
            MaxRemovals = Number(guard.MaxRemovals),
            MaxPercent = Number(guard.MaxPercent),
            CoolingOff = Number(removals.CoolingOffHours),
            Way = removals.Way,
            WorkingDays = Number(removals.WorkingDays),
            RemindDays = plan.Reminders?.DaysBefore is { } remind ? string.Join(", ", remind) : new SentCampaign().RemindDays,
            GraceDays = Number(plan.Reminders?.GraceDays ?? 0),
            DecisionsFinal = plan.DecisionsFinal,
            DecidesHighRiskAlone = plan.DecidesHighRiskAlone,
            SkipsStillCertified = (plan.Repeat ?? new CampaignRepeatRequest()).SkipsStillCertified,
            Reasons = [.. (plan.ReasonRequiredFor ?? []).Select(decision => EnumNames.Of(decision))],
        };
    }

    private static string? Lines<T>(IReadOnlyList<T>? entries) => entries is { Count: > 0 } ? string.Join('\n', entries.Select(entry => $"{entry}")) : null;

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
