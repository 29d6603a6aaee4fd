using AccessReview.App.Tests.Builders;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>The cost of a campaign: two small ones are measured, and what one access more takes is their difference.</summary>
internal static class CampaignCost
{
    private const int Few = 20;
    private const int Many = 60;

    /// <summary>As large as the organization of the benchmarks, and larger and smaller ones.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [1_000, 6_281, 100_000];

    public static IReadOnlyList<Lifecycle> Measured { get; } = [Of(Few), Of(Many)];

    /// <summary>The month of one campaign and no other task.</summary>
    public static Month MonthOf(int items, IReadOnlyDictionary<string, SortedDictionary<string, long>> measured, Assumptions assumptions)
    {
        var (few, many) = (measured[Measured[0].Name], measured[Measured[1].Name]);
        var used = few.Keys.Union(many.Keys).ToDictionary(what => what, what =>
        {
            var one = (many.GetValueOrDefault(what) - few.GetValueOrDefault(what)) / (double)(Many - Few);
            return Math.Max(0, few.GetValueOrDefault(what) + (one * (items - Few)));
        });
        return Month.Of(used, measured, assumptions);
    }

    private static Lifecycle Of(int items) => new($"a campaign of {items} accesses", items, acts => acts.ReviewAsync(SmallOrganization.Reader))
    {
        // Two people have the access already.
        PrepareAsync = acts => acts.ImportAsync(new
        {
            users = Enumerable.Range(1, items - 2).Select(number => new { id = $"p{number}", email = $"p{number}@example.test", displayName = $"Person {number}" }),
            grants = Enumerable.Range(1, items - 2).Select(number => new { userId = $"p{number}", entitlementId = SmallOrganization.Reader }),
        }),
    };
}
