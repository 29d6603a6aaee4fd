using AccessReview.App.Promises;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Tasks;

/// <summary>
/// Records why a task is not settled. The reconciler retries the task by its mark. This keeper only removes promises that are
/// out of date.
/// </summary>
internal sealed class SettlingKeeper(TaskStore store) : IPromiseKeeper
{
    public PromiseKind Kind => PromiseKind.Settling;

    // The effects of a decision cannot be cancelled.
    public bool MayCancel => false;

    public string? InstanceOf(Promise promise, int tries) => null;

    public async Task<PromiseStatus> CheckAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken) =>
        await store.LoadAsync(TaskId.From(promise.Id), cancellationToken) is null or { IsSettled: true } ? new PromiseStatus.Done() : new PromiseStatus.Running();

    public Task BeginAsync(DurableTaskClient client, Promise before, Promise now, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CancelAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("What follows from a decision is not cancelled.");
}
