using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>An open task in a mail about several.</summary>
/// <param name="Section">Why the mail has it.</param>
/// <param name="Row">The task as in the recipient's list.</param>
public sealed record SummaryItem(SummarySection Section, TaskRow Row)
{
    /// <summary>Tasks of one kind about the same access stand together.</summary>
    public (SummarySection Section, TaskKind Kind, AppId App, EntitlementId Entitlement) Group => (Section, Row.Kind, Row.App, Row.Entitlement);
}

/// <summary>The order and the number of rows in a mail about several tasks.</summary>
public static class SummaryRows
{
    /// <summary>Nobody reads a longer mail. The rest is in My work.</summary>
    public const int Max = 10;

    /// <summary>
    /// The most urgent section first, then by day, then the highest risk. Tasks of a campaign are due within minutes, so only
    /// the day counts.
    /// </summary>
    public static IReadOnlyList<SummaryItem> Order(IEnumerable<SummaryItem> items) =>
    [
        .. items
            .GroupBy(item => item.Group)
            .OrderBy(group => group.Key.Section)
            .ThenBy(group => group.Min(item => item.Row.DueAt).UtcDateTime.Date)
            .ThenByDescending(group => group.Max(item => item.Row.Risk))
            .ThenByDescending(group => group.Count())
            .ThenBy(group => group.Min(item => item.Row.Number))
            .SelectMany(group => group.OrderBy(item => item.Row.DueAt).ThenBy(item => item.Row.Number)),
    ];

    /// <summary>Shares the rows among the parts of a mail: each gets the same, and the first ones get what others leave.</summary>
    public static IReadOnlyList<int> Share(params IReadOnlyList<int> wanted)
    {
        var parts = int.Max(wanted.Count(count => count > 0), 1);
        int[] shares = [.. wanted.Select(count => int.Min(count, Max / parts))];
        for (var part = 0; part < shares.Length; part++)
            shares[part] += int.Min(wanted[part] - shares[part], Max - shares.Sum());
        return shares;
    }
}
