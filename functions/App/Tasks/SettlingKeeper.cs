using AccessReview.App.Promises;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Tasks;

/// <summary>Says why a task is not settled. Its mark leads to it, and the reconciler begins it anew by that: this removes what is out of date.</summary>
internal sealed class SettlingKeeper(TaskStore store) : IPromiseKeeper
{
    public PromiseKind Kind => PromiseKind.Settling;

    // What was decided stands, and so does what follows from it.
    public bool MayCancel => false;

    public string? InstanceOf(Promise promise, int tries) => null;

    public async Task<Standing> LookAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken) =>
        await store.LoadAsync(TaskId.From(promise.Id), cancellationToken) is null or { IsSettled: true } ? new Standing.Kept() : new Standing.AtWork();

    public Task BeginAsync(DurableTaskClient client, Promise before, Promise now, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CancelAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("What follows from a decision is not cancelled.");
}
