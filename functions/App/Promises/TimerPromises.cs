using AccessReview.Domain.Retries;

namespace AccessReview.App.Promises;

/// <summary>
/// Each timer function is a promise that is made again by every run: to run once more before its window ends. Where that cannot be
/// noted, because the tables are down, the window passes, which says the same later.
/// </summary>
public sealed class TimerPromises(PromiseStore store, TimeProvider clock)
{
    /// <summary>Timers that nobody has noted yet are watched from now on.</summary>
    internal async Task BeginAsync(IReadOnlyList<Promise> all, CancellationToken cancellationToken)
    {
        var known = all.Where(promise => promise.Kind == PromiseKind.Timer).Select(promise => promise.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var function in TimedFunction.All.Where(function => !known.Contains(function.Name)))
        {
            // One that runs at the start has noted its run by now, if it came to its end.
            var due = clock.GetUtcNow() + (function.RunsAtStart ? TimeSpan.Zero : function.Window);
            await store.PutAsync(new Promise(PromiseKind.Timer, function.Name, due) { NextTry = due + function.Slack }, cancellationToken);
        }
    }

    public async Task RanAsync(TimedFunction function, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(function);
        var now = clock.GetUtcNow();
        if (await store.FindAsync(PromiseKind.Timer, function.Name, cancellationToken) is { Tries: 0, Cause: null } known && known.Since - now > function.Window / 2)
            return;
        var due = now + function.Window;
        await store.PutAsync(new Promise(PromiseKind.Timer, function.Name, due) { NextTry = due + function.Slack, KeptAt = now }, cancellationToken);
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

    /// <summary>When the function last ran to its end, to within half its window; null: unknown.</summary>
    public async Task<DateTimeOffset?> LastRunAsync(string function, CancellationToken cancellationToken) =>
        (await store.FindAsync(PromiseKind.Timer, function, cancellationToken))?.KeptAt;
}
