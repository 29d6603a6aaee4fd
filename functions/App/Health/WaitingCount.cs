using AccessReview.App.Promises;
using AccessReview.App.Tasks;

namespace AccessReview.App.Health;

/// <summary>Counts promises that have failed so far or have not been checked for too long, and tasks that stay unsettled.</summary>
public sealed class WaitingCount(PromiseStore promises, UnsettledMarks marks, TimeProvider clock)
{
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    public async Task<WaitingHealth> CountAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var waiting = (await promises.AllAsync(cancellationToken)).Where(promise => promise.IsWaiting(now)).ToList();
        var known = waiting.Where(promise => promise.Kind == PromiseKind.Settling).Select(promise => promise.Id).ToHashSet(StringComparer.Ordinal);
        var stuck = (await marks.OlderThanAsync(now - ReconcileTasks.Timeout, cancellationToken)).Where(mark => !known.Contains(mark.Id.Value)).ToList();
        var longest = waiting.Select(promise => now - promise.Since).Concat(stuck.Select(mark => now - mark.MarkedAt)).DefaultIfEmpty().Max();
        return new WaitingHealth(waiting.Count + stuck.Count, (int)longest.TotalMinutes, longest > Late);
    }
}
