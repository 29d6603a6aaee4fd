using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

/// <summary>Updates a request when the tasks of its case change. Repeated or outdated updates have no effect.</summary>
public sealed class RequestLedger(RequestStore requests, TaskCommands commands) : IEffectHandler
{
    public string Name => "request";

    public string Title => Say($"the request");

    public IEnumerable<PlannedEffect> Plan(TaskChanges changes) => changes.Task.Kind is TaskKind.Approval or TaskKind.Provisioning
        ? [new("", changes.Task.Version, token => UpdateAsync(changes.Client, changes.Task, token))]
        : [];

    public async Task UpdateAsync(DurableTaskClient client, ReviewTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        var news = TaskMark.Of(task);
        await Contention.RetryAsync(
            async _ =>
            {
                // A withdrawn request stays withdrawn, even if its approval was being opened at the same time.
                if (await requests.FindAsync(task, cancellationToken) is not { } found || !news.IsNewerThan(found.Newest))
                    return Contention.Done(false);
                if (found.Request.State == RequestState.Cancelled)
                {
                    if (task.IsOpen && WasCancelledBefore(found, task))
                        await CloseAsync(client, found.Request, task, cancellationToken);
                    return Contention.Done(false);
                }

                await requests.MoveAsync(found, found.Request with { State = RequestRules.StateAfter(task), Question = task.Question }, news, cancellationToken);
                return Contention.Done(true);
            },
            cancellationToken);
    }

    /// <summary>
    /// The request was withdrawn while this task was being opened, or was closed by a decision that was then undone. So the withdrawal found
    /// no task to cancel.
    /// </summary>
    private static bool WasCancelledBefore(StoredRequest found, ReviewTask task) =>
        (found.Newest, task.Kind) is (null, _) or ({ Kind: TaskKind.Approval }, TaskKind.Provisioning) || found.Newest?.Task == task.Id;

    private Task<CommandResult> CloseAsync(DurableTaskClient client, AccessRequest request, ReviewTask task, CancellationToken cancellationToken) =>
        commands.ExecuteAsync(client, new CommandOrder(task.Id.Value, Actor.Person(request.RequestedBy), TaskIntents.Cancel(null)), cancellationToken);
}
