using System.Globalization;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;

namespace AccessReview.App.Imports;

/// <summary>
/// Combines a line with the stored row. References to others are checked elsewhere.
/// Each field has one owner: an import does not change what was decided or set in the app.
/// </summary>
internal static class LineMapping
{
    private const int LongestDescription = 2000;
    private const int LongestType = 50;
    private const int LongestAttribute = 200;
    private const int MaxTags = 20;

    /// <summary>The user without manager and delegate, which are not changed here.</summary>
    public static User User(LineReader line, User? before)
    {
        var id = UserId.From(line.Required("id"));
        if (AccountHolder.Is(id))
            line.Refuse(Remark.Say($"id is reserved for access that an account holds."));
        var zone = TimeZone(line, before?.TimeZone);
        var user = (before ?? new User { Id = id, Email = "", DisplayName = "" }) with
        {
            Email = line.Email("email", before?.Email),
            DisplayName = line.Name("displayName", before?.DisplayName),
            TimeZone = zone,
            Locale = Locale(line, before?.Locale),
            IsActive = line.Active("active", before?.IsActive ?? true),
            Roles = Roles(line, before?.Roles),
            Department = line.Optional("department", LongestAttribute, before?.Department),
            Title = line.Optional("title", LongestAttribute, before?.Title),
            EmploymentType = line.Optional("employmentType", LongestType, before?.EmploymentType),
            StartDate = line.Date("startDate", before?.StartDate),
            EndDate = line.Date("endDate", before?.EndDate),
        };
        if (user.EndDate < user.StartDate)
            line.Omit(Remark.Say($"endDate is before startDate. Check both."));
        var until = line.Time("delegateUntil", user.DelegateUntil, zone, isEnd: true);
        if (!user.OwnsDelegate)
            return user with { DelegateUntil = until };
        if (until != user.DelegateUntil)
            line.Differ(Remark.Say($"delegateUntil differs from the person's own setting. Their setting is kept."));
        return user;
    }

    public static ConnectedApp App(LineReader line, ConnectedApp? before) => new()
    {
        Id = AppId.From(line.Required("id")),
        Name = line.Name("name", before?.Name),
        Description = line.Text("description", LongestDescription, before?.Description ?? ""),
        OwnerIds = Owners(line) ?? before?.OwnerIds ?? [],
        Connector = line.Choice("connector", before?.Connector ?? Connector.Manual),
    };

    public static Entitlement Entitlement(LineReader line, Entitlement? before) => new()
    {
        Id = EntitlementId.From(line.Required("id")),
        AppId = AppId.From(line.Required("appId", before?.AppId.Value)),
        Name = line.Name("name", before?.Name),
        Type = line.Text("type", LongestType, before?.Type ?? ""),
        Description = line.Text("description", LongestDescription, before?.Description ?? ""),
        Risk = Risk(line, before?.Risk),
        OwnerIds = Owners(line) ?? before?.OwnerIds ?? [],
        Tags = Tags(line) ?? before?.Tags ?? [],
        IsPrivileged = line.Flag("privileged", before?.IsPrivileged ?? false),
        IsProtected = line.Flag("protected", before?.IsProtected ?? false),
    };

    public static Account Account(LineReader line, Account? before) => new()
    {
        Id = AccountId.From(line.Required("id")),
        AppId = AppId.From(line.Required("appId")),
        Login = line.Name("login", before?.Login),
        Type = line.Choice("type", before?.Type ?? AccountType.Personal),
        OwnerId = line.Identifier("ownerId", before?.OwnerId?.Value) is { Length: > 0 } owner ? UserId.From(owner) : null,
        Status = line.Choice("status", before?.Status ?? AccountStatus.Active),
        LastUsedAt = line.Time("lastUsedAt", before?.LastUsedAt, line.Forms.TimeZone, isEnd: false),
    };

    private static IReadOnlyList<string>? Tags(LineReader line)
    {
        if (line.List("tags") is not { } names)
            return null;
        var tags = names.Select(PlainText.CleanLine).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (tags.Count <= MaxTags && tags.All(tag => tag.Length <= LongestType))
            return tags;
        line.Omit(Remark.Say($"tags has more than {MaxTags} tags, or a tag longer than {LongestType} characters. The tags stay as they were."));
        return null;
    }

    /// <summary>An unknown risk counts as the highest, because a low risk skips steps and allows decisions by mailed link.</summary>
    private static Risk Risk(LineReader line, Risk? before)
    {
        if (before is null && line.Said("risk") is null)
            line.Omit(Remark.Say($"risk is empty and the entitlement is new: it counts as critical until a file says low, medium, high or critical."));
        return line.Choice("risk", before ?? Domain.Directory.Risk.Critical);
    }

    private static IReadOnlyList<UserId>? Owners(LineReader line)
    {
        if (line.List("ownerIds") is not { } owners)
            return null;
        foreach (var wrong in owners.Where(owner => !LineReader.IsIdentifier(owner)))
            line.Refuse(Remark.Say($"ownerIds contains \"{Remark.Shown(wrong)}\", which is not a valid id."));
        return [.. owners.Select(UserId.From)];
    }

    private static string TimeZone(LineReader line, string? before)
    {
        if (line.Said("timeZone") is not { } name)
            return before ?? line.Forms.TimeZone;
        if (LineReader.IsNone(name))
            return line.Forms.TimeZone;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId)
            return name;
        line.Omit(Remark.Say($"timeZone is \"{Remark.Shown(name)}\". Write an IANA time zone such as Europe/Berlin."));
        return before ?? line.Forms.TimeZone;
    }

    private static string? Locale(LineReader line, string? before)
    {
        if (line.Said("locale") is not { } name)
            return before;
        if (LineReader.IsNone(name))
            return null;
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true).Name;
        }
        catch (CultureNotFoundException)
        {
            line.Omit(Remark.Say($"locale is \"{Remark.Shown(name)}\". Write a language tag such as en-GB."));
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
                    line.Refuse(Remark.Say($"roles contains \"{Remark.Shown(name)}\". Write admin, auditor, campaignOwner or reviewer. App owners are set in apps.csv."));
                    break;
            }
        }

        return roles;
    }
}
