using AccessReview.App.Directory;
using AccessReview.App.Promises;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Visits;

/// <summary>
/// Records why the affected tasks are not visited yet. The change's mark finds them. This keeper only removes promises that
/// are out of date.
/// </summary>
internal sealed class VisitKeeper(ChangeMarks marks) : IPromiseKeeper
{
    public PromiseKind Kind => PromiseKind.DirectoryChange;

    // The change is done, so its tasks must follow it.
    public bool MayCancel => false;

    public string? InstanceOf(Promise promise, int tries) => null;

    public async Task<PromiseStatus> CheckAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(promise);
        return await marks.IsThereAsync(promise.Id, cancellationToken) ? new PromiseStatus.Running() : new PromiseStatus.Done();
    }

    public Task BeginAsync(DurableTaskClient client, Promise before, Promise now, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CancelAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("What follows from a change of the directory is not cancelled.");
}
