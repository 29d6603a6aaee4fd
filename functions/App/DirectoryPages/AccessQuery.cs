using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Pages.Charts;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.DirectoryPages;

/// <summary>Which of a user's access is listed.</summary>
public enum AccessShown
{
    /// <summary>All current access, including access whose removal failed.</summary>
    Now,
    StillThere,
    Ended,
    All,
}

public enum AccessOrder
{
    Access,

    /// <summary>Highest first.</summary>
    Risk,

    /// <summary>Newest first.</summary>
    Since,

    /// <summary>Longest unused first; unknown last.</summary>
    LastUsed,

    /// <summary>Never certified first, then the oldest.</summary>
    LastCertified,
}

/// <summary>One page of a user's access, filtered and sorted by the URL's query.</summary>
/// <param name="Home">The path of the user's page.</param>
public sealed record AccessQuery(string Home)
{
    public string? Search { get; init; }

    public AccessShown Shown { get; init; }

    /// <summary>Only access of this risk; null: any.</summary>
    public Risk? Risk { get; init; }

    public AccessOrder Order { get; init; }

    /// <summary>The page number, from 1.</summary>
    public int Page { get; init; } = 1;

    public bool IsNarrowed => Search is not null || Risk is not null || Shown != AccessShown.Now;

    public string Path => QueryHelpers.AddQueryString(Home, Parameters.Where(parameter => parameter.Value is not null));

    private Dictionary<string, string?> Parameters => new()
    {
        ["q"] = Search,
        ["show"] = Shown == AccessShown.Now ? null : Code(Shown),
        ["risk"] = Risk is { } risk ? Code(risk) : null,
        ["order"] = Order == AccessOrder.Access ? null : Code(Order),
        ["page"] = Page == 1 ? null : DirectoryPaths.Number(Page),
    };

    public static string Code(Enum value) => EnumNames.Of(value);

    public static AccessQuery Of(string home, IQueryCollection query) => new(home)
    {
        Search = query.ReadSearch("q"),
        Shown = query.ReadEnum<AccessShown>("show") ?? AccessShown.Now,
        Risk = query.ReadEnum<Risk>("risk"),
        Order = query.ReadEnum<AccessOrder>("order") ?? AccessOrder.Access,
        // An invalid page number means page 1.
        Page = int.TryParse(query.ReadText("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 10_000 ? page : 1,
    };
}

/// <summary>A page of what a user holds or held.</summary>
/// <param name="Held">How many grants the user holds now, whatever the filter.</param>
/// <param name="Count">The number of lines on all pages.</param>
/// <param name="Pages">The number of pages; at least 1.</param>
public sealed record AccessList(AccessQuery Place, IReadOnlyList<GrantView> Lines, int Held, int Count, int Pages)
{
    /// <summary>The risks of all current access, whatever the filter.</summary>
    public IReadOnlyList<RiskPart> Risks { get; init; } = [];

    /// <summary>When all current access was last used, whatever the filter; null: no use recorded.</summary>
    public IReadOnlyList<DateTimeOffset?> LastUses { get; init; } = [];

    private const int LinesOfAPage = 50;

    /// <summary>Filters, sorts and pages.</summary>
    public static AccessList Of(AccessQuery query, IReadOnlyList<GrantView> grants)
    {
        var words = FoldedName.Fold(query.Search ?? "");
        var wanted = grants.Where(grant => IsShown(grant, query.Shown) && (query.Risk is not { } risk || grant.Risk == risk) && FoldedName.Matches(FoldedName.Fold($"{grant.Access} {grant.App} {grant.AccountId}"), words)).ToList();
        var pages = Math.Max(1, (wanted.Count + LinesOfAPage - 1) / LinesOfAPage);
        var shown = query with { Page = Math.Min(query.Page, pages) };
        var lines = Ordered(wanted, query.Order).Skip((shown.Page - 1) * LinesOfAPage).Take(LinesOfAPage);
        List<GrantView> held = [.. grants.Where(grant => grant.State != GrantState.Ended)];
        return new AccessList(shown, [.. lines], held.Count, wanted.Count, pages)
        {
            Risks = RiskPart.Of(held.Select(grant => grant.Risk)),
            LastUses = [.. held.Select(grant => grant.LastUsedAt)],
        };
    }

    private static bool IsShown(GrantView grant, AccessShown shown) => shown switch
    {
        AccessShown.Now => grant.State != GrantState.Ended,
        AccessShown.StillThere => grant.State == GrantState.StillThere,
        AccessShown.Ended => grant.State == GrantState.Ended,
        AccessShown.All => true,
    };

    private static IOrderedEnumerable<GrantView> Ordered(IEnumerable<GrantView> grants, AccessOrder order)
    {
        var first = order switch
        {
            AccessOrder.Access => grants.OrderBy(_ => 0),
            AccessOrder.Risk => grants.OrderByDescending(grant => grant.Risk),
            AccessOrder.Since => grants.OrderByDescending(grant => grant.Since),
            AccessOrder.LastUsed => grants.OrderBy(grant => grant.LastUsedAt ?? DateTimeOffset.MaxValue),
            AccessOrder.LastCertified => grants.OrderBy(grant => grant.LastCertifiedAt ?? DateTimeOffset.MinValue),
        };
        return first.ThenBy(grant => grant.App, StringComparer.CurrentCultureIgnoreCase)
            .ThenBy(grant => grant.Access, StringComparer.CurrentCultureIgnoreCase)
            .ThenBy(grant => grant.EntitlementId.Value, StringComparer.Ordinal);
    }
}
