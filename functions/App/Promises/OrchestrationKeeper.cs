using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Promises;

/// <summary>
/// Keeps promises by orchestrations. If one failed, was terminated, is missing or stuck, a new one is started with a new id.
/// A used id could meet remains of the earlier history.
/// </summary>
public abstract class OrchestrationKeeper(TaskName orchestration, TimeProvider clock) : IPromiseKeeper
{
    /// <summary>Longer than any retry delay or run of an activity: an orchestration without progress for this time is stuck.</summary>
    public static readonly TimeSpan Stuck = TimeSpan.FromHours(2);

    /// <summary>Longer than the function timeout (host.json): what is not written by then never will be.</summary>
    protected static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(15);

    public abstract PromiseKind Kind { get; }

    public virtual bool MayCancel => true;

    public virtual TimeSpan CheckAgainAfter => TimeSpan.FromMinutes(5);

    public virtual bool IsHealthyWhileRunning => false;

    /// <summary>An orchestration without progress for this time is stuck.</summary>
    protected virtual TimeSpan StuckAfter => Stuck;

    protected TimeProvider Clock => clock;

    /// <summary>The id of the orchestration of the first try.</summary>
    protected abstract string FirstInstance(Promise promise);

    /// <summary>Returns the status according to the tables; null: the promise is not kept yet.</summary>
    protected abstract Task<PromiseStatus?> JudgeAsync(Promise promise, CancellationToken cancellationToken);

    /// <summary>The input of a new orchestration.</summary>
    protected abstract object InputOf(Promise promise, OrchestrationMetadata? before);

    public string? InstanceOf(Promise promise, int tries) => string.Create(CultureInfo.InvariantCulture, $"{FirstInstance(promise)}-r{tries}");

    public async Task<PromiseStatus> CheckAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (await JudgeAsync(promise, cancellationToken) is { } judged)
            return judged;

        var instance = await FindAsync(client, promise, cancellationToken);
        return instance switch
        {
            null => new PromiseStatus.Waiting(Cause.NotStarted),
            { RuntimeStatus: OrchestrationRuntimeStatus.Completed } => Completed(instance),
            { RuntimeStatus: OrchestrationRuntimeStatus.Failed } => new PromiseStatus.Waiting(Cause.OfType((instance.FailureDetails?.InnerFailure ?? instance.FailureDetails)?.ErrorType)),
            { RuntimeStatus: OrchestrationRuntimeStatus.Terminated } => new PromiseStatus.Waiting(Cause.Stopped),
            _ when instance.LastUpdatedAt + StuckAfter < clock.GetUtcNow() => new PromiseStatus.Waiting(Cause.NoProgress),
            _ => new PromiseStatus.Running(MayBeReplaced: true),
        };
    }

    public virtual async Task BeginAsync(DurableTaskClient client, Promise before, Promise now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(now);
        var input = InputOf(now, await FindAsync(client, before, cancellationToken));
        await client.StartOnceAsync(orchestration, now.Instance ?? FirstInstance(now), input, cancellationToken);
        await client.TerminateIfRunningAsync(before.Instance ?? FirstInstance(before), cancellationToken);
    }

    public virtual Task CancelAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(promise);
        return client.TerminateIfRunningAsync(promise.Instance ?? FirstInstance(promise), cancellationToken);
    }

    /// <summary>The status for a completed orchestration, if the tables do not already show that the promise is kept.</summary>
    protected virtual PromiseStatus Completed(OrchestrationMetadata instance) => new PromiseStatus.Waiting(Cause.Unfinished);

    private Task<OrchestrationMetadata?> FindAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken) =>
        client.GetInstanceAsync(promise.Instance ?? FirstInstance(promise), getInputsAndOutputs: true, cancellationToken);
}
