using AccessReview.App.Text;
using AccessReview.Domain.Campaigns;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>The conditions of a scope, one sentence each.</summary>
internal static class ScopeText
{
    public static IReadOnlyList<string> Of(CampaignScope scope, CampaignNames names, LocalTime time)
    {
        string?[] lines =
        [
            Names(scope.Apps.Select(app => app.Value)) is { } apps ? Say($"Apps: {apps}") : null,
            Names(scope.Entitlements.Select(entitlement => entitlement.Value)) is { } entitlements ? Say($"Entitlements: {entitlements}") : null,
            scope.MinimumRisk is { } risk ? Say($"Risk: {TaskText.Name(risk)} or higher") : null,
            Names(scope.Tags) is { } tags ? Say($"Tags: {tags}") : null,
            scope.Privileged switch { true => Say($"Only privileged entitlements"), false => Say($"Only entitlements that are not privileged"), null => null },
            Names(scope.People.Select(names.Of)) is { } people ? Say($"People: {people}") : null,
            Names(scope.Departments) is { } departments ? Say($"Departments: {departments}") : null,
            Names(scope.Managers.Select(names.Of)) is { } managers ? Say($"Managers: {managers}") : null,
            Names(scope.Titles) is { } titles ? Say($"Titles: {titles}") : null,
            Names(scope.EmploymentTypes) is { } employment ? Say($"Employment types: {employment}") : null,
            scope.Person switch { PersonStatus.Active => Say($"Only active people"), PersonStatus.Left => Say($"Only people who have left"), null => null },
            Names(scope.Accounts.Types.Select(AccountText.Name)) is { } types ? Say($"Accounts: {types}") : null,
            scope.Accounts.HasOwner switch { true => Say($"Only accounts with an owner"), false => Say($"Only accounts without an owner"), null => null },
            scope.Inherited switch { true => Say($"Only inherited access"), false => Say($"Only access that is held directly"), null => null },
            scope.UnusedForDays is { } days ? Say($"Not used for {days:N0} days") : null,
            scope.NotCertifiedForDays is { } uncertified ? Say($"Not certified for {uncertified:N0} days") : null,
            scope.ExpiringWithinDays is { } ending ? Say($"Ends within {ending:N0} days") : null,
            scope.ObtainedSince is { } since ? Say($"Obtained on {time.SayDate(since)} or later") : null,
        ];
        var said = lines.OfType<string>().ToList();
        return said.Count == 0 ? [Say($"All access")] : said;
    }

    private static string? Names(IEnumerable<string> entries) => entries.ToList() is { Count: > 0 } all ? Listing.And(all) : null;
}
