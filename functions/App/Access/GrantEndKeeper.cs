using AccessReview.App.Promises;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Access;

/// <summary>Retries the removal of access that failed at its end date.</summary>
internal sealed class GrantEndKeeper(GrantEnding ending) : IPromiseKeeper
{
    public PromiseKind Kind => PromiseKind.GrantEnd;

    // An approved end date cannot be cancelled. The holder can get a later one instead.
    public bool MayCancel => false;

    public string? InstanceOf(Promise promise, int tries) => null;

    public async Task<PromiseStatus> CheckAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken) =>
        await ending.IsDueAsync(promise.Id, cancellationToken) ? new PromiseStatus.Waiting() : new PromiseStatus.Done();

    public Task BeginAsync(DurableTaskClient client, Promise before, Promise now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(now);
        return ending.EndAsync(client, now.Id, cancellationToken);
    }

    public Task CancelAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The end of access is not cancelled.");
}
