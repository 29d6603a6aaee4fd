using AccessReview.App.Directory;
using AccessReview.App.Promises;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Visits;

/// <summary>Says why the tasks that a change of the directory concerns are not visited. The change's mark leads to them; this removes what is out of date.</summary>
internal sealed class VisitKeeper(ChangeMarks marks) : IPromiseKeeper
{
    public PromiseKind Kind => PromiseKind.DirectoryChange;

    // The change is made, and the tasks have to follow it.
    public bool MayCancel => false;

    public string? InstanceOf(Promise promise, int tries) => null;

    public async Task<Standing> LookAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(promise);
        return await marks.IsThereAsync(promise.Id, cancellationToken) ? new Standing.AtWork() : new Standing.Kept();
    }

    public Task BeginAsync(DurableTaskClient client, Promise before, Promise now, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CancelAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("What follows from a change of the directory is not cancelled.");
}
