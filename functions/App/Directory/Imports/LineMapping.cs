using System.Globalization;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory.Imports;

/// <summary>Makes what a line describes out of the line and what stands in the directory. References to others are judged elsewhere.</summary>
internal static class LineMapping
{
    private const int LongestDescription = 2000;
    private const int LongestType = 50;

    /// <summary>The user, but for manager and delegate, which stay as they are.</summary>
    public static User User(LineReader line, User? before) => new()
    {
        Id = UserId.From(line.Required("id")),
        Email = line.Email("email"),
        DisplayName = line.Name("displayName"),
        ManagerId = before?.ManagerId,
        TimeZone = TimeZone(line, before?.TimeZone),
        Locale = Locale(line, before?.Locale),
        IsActive = line.Switch("active", before?.IsActive ?? true),
        DelegateId = before?.DelegateId,
        DelegateUntil = line.Time("delegateUntil", before?.DelegateUntil),
        Roles = Roles(line, before?.Roles),
        // Counted on where it is written.
        SecurityStamp = before?.SecurityStamp ?? 0,
    };

    public static ConnectedApp App(LineReader line, ConnectedApp? before) => new()
    {
        Id = AppId.From(line.Required("id")),
        Name = line.Name("name"),
        Description = line.Text("description", LongestDescription, before?.Description ?? ""),
        OwnerIds = Owners(line) ?? before?.OwnerIds ?? [],
        Connector = line.Choice("connector", before?.Connector ?? Connector.Manual),
    };

    public static Entitlement Entitlement(LineReader line, Entitlement? before) => new()
    {
        Id = EntitlementId.From(line.Required("id")),
        AppId = AppId.From(line.Required("appId")),
        Name = line.Name("name"),
        Type = line.Text("type", LongestType, before?.Type ?? ""),
        Description = line.Text("description", LongestDescription, before?.Description ?? ""),
        Risk = line.Choice("risk", before?.Risk ?? Risk.Low),
        OwnerIds = Owners(line) ?? before?.OwnerIds ?? [],
    };

    /// <summary>The grant. One that had ended begins anew: the app says that the access is there.</summary>
    public static Grant Grant(LineReader line, Grant? before, AppId app, DateTimeOffset importedAt)
    {
        var held = before is { IsHeld: true } ? before : null;
        var grant = held ?? new Grant
        {
            UserId = UserId.From(line.Required("userId")),
            EntitlementId = EntitlementId.From(line.Required("entitlementId")),
            AppId = app,
            Since = importedAt,
            Origin = GrantOrigin.Import,
        };
        return grant with
        {
            AppId = app,
            Since = line.Time("since", grant.Since) ?? grant.Since,
            Until = line.Time("until", grant.Until),
            LastUsedAt = line.Time("lastUsedAt", grant.LastUsedAt),
            AccountId = line.Raw("accountId") is null ? grant.AccountId : line.Identifier("accountId") is { } account ? AccountId.From(account) : null,
        };
    }

    private static IReadOnlyList<UserId>? Owners(LineReader line) =>
        line.List("ownerIds") is { } owners ? [.. owners.Where(LineReader.IsIdentifier).Select(UserId.From)] : null;

    private static string TimeZone(LineReader line, string? before)
    {
        if (line.Raw("timeZone") is not { Length: > 0 } name)
            return before ?? "Etc/UTC";
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId)
            return name;
        line.Complain("timeZone is no IANA time zone, as Europe/Berlin is one.");
        return before ?? "Etc/UTC";
    }

    private static string? Locale(LineReader line, string? before)
    {
        if (line.Raw("locale") is not { } name)
            return before;
        if (name.Length == 0)
            return null;
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true).Name;
        }
        catch (CultureNotFoundException)
        {
            line.Complain("locale is no language tag, as en-GB is one.");
            return before;
        }
    }

    private static Roles Roles(LineReader line, Roles? before)
    {
        if (line.List("roles") is not { } names)
            return before ?? Domain.Authorization.Roles.Reviewer;

        var roles = Domain.Authorization.Roles.Reviewer;
        foreach (var name in names)
        {
            switch (name.ToLowerInvariant())
            {
                case "admin":
                    roles |= Domain.Authorization.Roles.Admin;
                    break;
                case "auditor":
                    roles |= Domain.Authorization.Roles.Auditor;
                    break;
                case "campaignowner":
                    roles |= Domain.Authorization.Roles.CampaignOwner;
                    break;
                case "reviewer":
                    break;
                default:
                    line.Complain("roles holds admin, auditor, campaignOwner; owning an app follows from the apps.");
                    break;
            }
        }

        return roles;
    }
}
