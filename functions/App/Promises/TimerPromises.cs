using AccessReview.Domain.Retries;

namespace AccessReview.App.Promises;

/// <summary>
/// Each timer function is a promise that every run renews: to run again before its window ends. If a run cannot be recorded
/// because the tables are down, the window passes, which shows the failure later.
/// </summary>
public sealed class TimerPromises(PromiseStore store, TimeProvider clock)
{
    /// <summary>Adds timers that have no record yet.</summary>
    internal async Task BeginAsync(IReadOnlyList<Promise> all, CancellationToken cancellationToken)
    {
        var known = all.Where(promise => promise.Kind == PromiseKind.Timer).Select(promise => promise.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var function in TimedFunction.All.Where(function => !known.Contains(function.Name)))
        {
            // A timer that runs at the start has already recorded its run, if it completed.
            var due = clock.GetUtcNow() + (function.RunsAtStart ? TimeSpan.Zero : function.Window);
            await store.PutAsync(new Promise(PromiseKind.Timer, function.Name, due) { NextTry = due + function.Tolerance }, cancellationToken);
        }
    }

    public async Task RanAsync(TimedFunction function, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(function);
        var now = clock.GetUtcNow();
        if (await store.FindAsync(PromiseKind.Timer, function.Name, cancellationToken) is { Tries: 0, Cause: null } known && known.Since - now > function.Window / 2)
            return;
        var due = now + function.Window;
        await store.PutAsync(new Promise(PromiseKind.Timer, function.Name, due) { NextTry = due + function.Tolerance, KeptAt = now }, cancellationToken);
    }

    public async Task FailedAsync(TimedFunction function, Exception failed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(function);
        var now = clock.GetUtcNow();
        var known = await store.FindAsync(PromiseKind.Timer, function.Name, cancellationToken);
        var (tries, key) = ((known?.Tries ?? 0) + 1, Promise.KeyOf(PromiseKind.Timer, function.Name));
        var since = known is { Tries: > 0 } || known?.Since < now ? known.Since : now;
        await store.PutAsync(
            new Promise(PromiseKind.Timer, function.Name, since) { Tries = tries, Cause = Cause.Of(failed), NextTry = now + BackOff.After(tries, key), KeptAt = known?.KeptAt }, cancellationToken);
    }

    /// <summary>When the function last completed, accurate to half its window; null: unknown.</summary>
    public async Task<DateTimeOffset?> LastRunAsync(string function, CancellationToken cancellationToken) =>
        (await store.FindAsync(PromiseKind.Timer, function, cancellationToken))?.KeptAt;
}
