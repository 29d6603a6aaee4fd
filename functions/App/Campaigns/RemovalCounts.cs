using AccessReview.Domain.Campaigns;

namespace AccessReview.App.Campaigns;

public sealed record RemovalCount(RemovalFilter State, int Count);

/// <summary>The removals of a campaign in numbers. One can count several times: an overdue one is open too.</summary>
public sealed record RemovalCounts(int All, IReadOnlyList<RemovalCount> States)
{
    public int Of(RemovalFilter state) => States.FirstOrDefault(one => one.State == state)?.Count ?? 0;
}
