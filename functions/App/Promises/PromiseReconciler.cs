using AccessReview.Domain.Retries;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Promises;

/// <summary>Checks promises that are not kept yet. Each is started again, with delays of up to an hour, until it is kept.</summary>
public sealed partial class PromiseReconciler(PromiseStore store, TimerPromises timers, IEnumerable<IPromiseKeeper> keepers, LogLimit limit, TimeProvider clock, ILogger<PromiseReconciler> logger)
{
    private readonly Dictionary<PromiseKind, IPromiseKeeper> _keepers = keepers.ToDictionary(keeper => keeper.Kind);

    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var all = await store.AllAsync(cancellationToken);
        await timers.BeginAsync(all, cancellationToken);
        foreach (var promise in all.Where(promise => promise.NextTry <= clock.GetUtcNow()))
            await TryAsync(client, promise, false, cancellationToken);
    }

    /// <summary>Starts the work again now, unless it is kept or in progress.</summary>
    /// <returns>False: there is no such promise.</returns>
    public async Task<bool> TryNowAsync(DurableTaskClient client, string key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is not { } promise)
            return false;
        await TryAsync(client, promise, true, cancellationToken);
        return true;
    }

    /// <summary>The promises of some kinds that are not kept yet, oldest first, whether their work is in progress or waits for a retry.</summary>
    public async Task<IReadOnlyList<Promise>> UnderWayAsync(DurableTaskClient client, Func<PromiseKind, bool> kinds, CancellationToken cancellationToken)
    {
        List<Promise> found = [];
        foreach (var promise in (await store.AllAsync(cancellationToken)).Where(promise => kinds(promise.Kind)))
        {
            if (_keepers.TryGetValue(promise.Kind, out var keeper) && await keeper.CheckAsync(client, promise, cancellationToken) is not PromiseStatus.Done)
                found.Add(promise);
        }

        return found;
    }

    public bool MayCancel(Promise promise) => _keepers.TryGetValue(promise.Kind, out var keeper) && keeper.MayCancel;

    /// <summary>Cancels the work.</summary>
    /// <returns>False: there is no such promise, or it cannot be cancelled.</returns>
    public async Task<bool> CancelAsync(DurableTaskClient client, string key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is not { } promise || !MayCancel(promise))
            return false;
        await _keepers[promise.Kind].CancelAsync(client, promise, cancellationToken);
        await store.KeepAsync(promise.Kind, promise.Id, cancellationToken);
        return true;
    }

    private async Task<Promise?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await store.AllAsync(cancellationToken)).FirstOrDefault(promise => promise.Key == key);

    private async Task TryAsync(DurableTaskClient client, Promise promise, bool isWantedNow, CancellationToken cancellationToken)
    {
        if (!_keepers.TryGetValue(promise.Kind, out var keeper))
            return;

        var current = promise;
        try
        {
            var status = await keeper.CheckAsync(client, promise, cancellationToken);
            if (isWantedNow && status is PromiseStatus.Running { MayBeReplaced: true } && promise.IsWaiting(clock.GetUtcNow()))
                status = new PromiseStatus.Waiting();
            switch (status)
            {
                case PromiseStatus.Done:
                    await store.RemoveAsync(promise, cancellationToken);
                    break;
                case PromiseStatus.Running:
                    await store.WriteAsync(promise with { NextTry = clock.GetUtcNow() + keeper.CheckAgainAfter, Cause = keeper.IsHealthyWhileRunning ? null : promise.Cause }, cancellationToken);
                    break;
                case PromiseStatus.Waiting waits when await store.WriteAsync(Counted(keeper, promise, promise.Cause ?? waits.Cause), cancellationToken) is { } counted:
                    current = counted;
                    Log.Restarted(logger, promise.Kind, promise.Id, counted.Tries, counted.Cause);
                    await keeper.BeginAsync(client, promise, counted, cancellationToken);
                    break;
                default:
                    // Already started by another process.
                    break;
            }
        }
#pragma warning disable CA1031 // One failed promise must not block the others.
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var cause = Cause.Of(failed);
            if (limit.MayWrite(cause))
                Log.NotRestarted(logger, promise.Kind, promise.Id, failed);
            await NoteAsync(current == promise ? Counted(keeper, promise, cause) with { Instance = promise.Instance } : current with { Cause = cause });
        }
    }

    private Promise Counted(IPromiseKeeper keeper, Promise promise, string? cause) => promise with
    {
        Tries = promise.Tries + 1,
        Cause = cause,
        NextTry = clock.GetUtcNow() + BackOff.After(promise.Tries + 1, promise.Key),
        Instance = keeper.InstanceOf(promise, promise.Tries + 1),
    };

    private async Task NoteAsync(Promise promise)
    {
        try
        {
            await store.WriteAsync(promise, CancellationToken.None);
        }
#pragma warning disable CA1031 // The error was already logged. Without the note the retry comes sooner.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Kind} {Id} was not running and was restarted, attempt {Tries}: {Cause}")]
        public static partial void Restarted(ILogger logger, PromiseKind kind, string id, int tries, string? cause);

        [LoggerMessage(LogLevel.Error, "{Kind} {Id} could not be restarted and will be retried")]
        public static partial void NotRestarted(ILogger logger, PromiseKind kind, string id, Exception failed);
    }
}
