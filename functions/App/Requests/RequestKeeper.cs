using AccessReview.App.Promises;
using AccessReview.App.Tasks;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Requests;

/// <summary>Ensures that the approval of every written request is opened, unless the request was withdrawn before.</summary>
internal sealed class RequestKeeper(RequestStore requests, TaskStore tasks, RequestWithdrawal withdrawal, TimeProvider clock) : OrchestrationKeeper(nameof(OpenRequest), clock)
{
    public override PromiseKind Kind => PromiseKind.Request;

    protected override string FirstInstance(Promise promise) => RequestOpening.InstanceOf(CaseId.From(promise.Id));

    protected override object InputOf(Promise promise, OrchestrationMetadata? before) => new OpeningOf(promise.Id);

    protected override async Task<PromiseStatus?> JudgeAsync(Promise promise, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(CaseId.From(promise.Id), cancellationToken) is not { Request: var request } stored)
            return promise.Since + LongestWrite < Clock.GetUtcNow() ? new PromiseStatus.Done() : new PromiseStatus.Running();
        // An existing task has its own mark for pending effects.
        return request.State != RequestState.Pending || stored.Newest is not null || await tasks.LoadAsync(request.ApprovalTask, cancellationToken) is not null
            ? new PromiseStatus.Done()
            : null;
    }

    /// <summary>The request is already written, so the new orchestration need not wait for the event.</summary>
    public override async Task BeginAsync(DurableTaskClient client, Promise before, Promise now, CancellationToken cancellationToken)
    {
        await base.BeginAsync(client, before, now, cancellationToken);
        await client.RaiseIfRunningAsync(now.Instance ?? FirstInstance(now), OpenRequest.Written, cancellationToken);
    }

    public override async Task CancelAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(CaseId.From(promise.Id), cancellationToken) is { Request.State: RequestState.Pending } stored)
            await withdrawal.CloseAsync(stored);
        await base.CancelAsync(client, promise, cancellationToken);
    }
}
