using AccessReview.App.Pages.Charts;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.DirectoryPages;

/// <summary>Numbers of current access for charts.</summary>
public static class AccessNumbers
{
    /// <summary>How many were last used how long ago, by whole days. Without any access: no bars.</summary>
    public static IReadOnlyList<CountBar> ByLastUse(IEnumerable<DateTimeOffset?> lastUses, DateTimeOffset now)
    {
        var counts = new int[4];
        foreach (var used in lastUses)
            counts[BucketOf(used, now)]++;
        return counts.Sum() == 0
            ? []
            :
            [
                new CountBar(Say($"0–30 days ago"), counts[0]),
                new CountBar(Say($"31–90 days ago"), counts[1]),
                new CountBar(Say($"Over 90 days ago"), counts[2]),
                new CountBar(Say($"No recorded use"), counts[3]),
            ];
    }

    private static int BucketOf(DateTimeOffset? used, DateTimeOffset now)
    {
        if (used is not { } at)
            return 3;
        return (int)Math.Floor((now - at).TotalDays) switch
        {
            <= 30 => 0,
            <= 90 => 1,
            _ => 2,
        };
    }
}
