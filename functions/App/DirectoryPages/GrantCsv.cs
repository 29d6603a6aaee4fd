using System.Globalization;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;

namespace AccessReview.App.DirectoryPages;

/// <summary>Grants as lines of a CSV download.</summary>
internal static class GrantCsv
{
    public static readonly string[] Columns =
        ["user", "name", "app", "entitlement", "access", "account", "risk", "since", "until", "lastUsed", "origin", "through", "state", "ended", "lastCertified", "lastCertifiedBy", "privileged", "protected", "login", "accountType", "end"];

    public static string[] Of(GrantView grant) =>
    [
        grant.UserId.Value,
        grant.Person,
        grant.App,
        grant.EntitlementId.Value,
        grant.Access,
        grant.AccountId?.Value ?? "",
        Name(grant.Risk),
        Day(grant.Since),
        Day(grant.Until),
        Day(grant.LastUsedAt),
        Name(grant.Origin),
        grant.Through ?? "",
        Name(grant.State),
        Time(grant.EndedAt),
        Time(grant.LastCertifiedAt),
        grant.LastCertifiedBy?.Value ?? "",
        YesOrNo(grant.IsPrivileged),
        YesOrNo(grant.IsProtected),
        grant.Login ?? "",
        Name(grant.AccountType),
        Name(grant.End),
    ];

    private static string YesOrNo(bool value) => value ? "true" : "false";

    private static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    // A date that was entered without a time is exported as it was entered.
    private static string Day(DateTimeOffset? at) =>
        at is { } moment && WholeDay.Of(moment) is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Time(at);

    private static string Name(Enum? value) => value is null ? "" : EnumNames.Of(value);
}
