using AccessReview.App.Access;
using AccessReview.App.Audit;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Requests;
using AccessReview.App.Slack;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Tasks;

/// <summary>
/// Does what a task's newest events left to be done: index rows, follow-up tasks, grants, the request, notifications.
/// Every part is done the same way however often it is done, so a crash in between only means doing it again.
/// </summary>
public sealed class TaskSettler(
    TaskStore store,
    UnsettledMarks marks,
    TaskIndex index,
    TaskOpening opening,
    DirectoryFactsReader directory,
    GrantLedger grants,
    RequestLedger requests,
    NotificationOutbox notifications,
    SlackOutbox slack,
    ChainHeads heads)
{
    /// <summary>Answers the settled task, or null where there is none.</summary>
    public Task<ReviewTask?> SettleAsync(DurableTaskClient client, TaskId id, CancellationToken cancellationToken) => SettleAsync(client, id, null, cancellationToken);

    /// <summary>Does all again that the whole history left to be done.</summary>
    public Task<ReviewTask?> SettleAgainAsync(DurableTaskClient client, TaskId id, CancellationToken cancellationToken) => SettleAsync(client, id, 0, cancellationToken);

    private async Task<ReviewTask?> SettleAsync(DurableTaskClient client, TaskId id, long? from, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.LoadAsync(id, cancellationToken) is not { } stored)
                return null;

            // After a lost race the index rows written here may be older than the winner's: begin where this run began.
            from ??= stored.SettledVersion;
            if (from < stored.Task.Version)
                await DoAsync(client, stored, from.Value, cancellationToken);
            if (stored.IsSettled || await store.MarkSettledAsync(stored, cancellationToken))
            {
                await marks.RemoveAsync(id, stored.Task.Version, cancellationToken);
                return stored.Task;
            }
        }
    }

    private async Task DoAsync(DurableTaskClient client, StoredTask stored, long from, CancellationToken cancellationToken)
    {
        var events = await store.EventsAsync(stored.Task.Id, cancellationToken);
        var facts = await directory.ReadAsync(stored.Task.Subject, stored.Task.Assignees.SelectMany(assignee => assignee.People), cancellationToken);
        List<ReviewTask> states = [];
        List<(StoredEvent Cause, ReviewTask After, Owed Owed)> owed = [];
        HashSet<UserId> commenters = [];

        // The events that follow the loaded state belong to the next run.
        ReviewTask? before = null;
        foreach (var cause in events.TakeWhile(cause => cause.Version <= stored.Task.Version))
        {
            var after = before is null ? ReviewTask.From((TaskEvent.TaskOpened)cause.Event) : before.Evolve(cause.Event);
            if (cause.Version > from)
                owed.AddRange(Settlement.Of(before, cause.Event, after, facts, commenters).Select(debt => (cause, after, debt)));
            if (cause.Version >= from)
                states.Add(after);
            if (cause.Event is TaskEvent.Commented { By.User: { } commenter })
                commenters.Add(commenter);
            before = after;
        }

        // None of these needs another one to be done before; one that fails holds up none of the others.
        await Task.WhenAll(
            from == 0 ? index.NumberAsync(stored.Task, cancellationToken) : Task.CompletedTask,
            index.ProjectAsync(states, TaskToday.Of(stored.Task, facts), cancellationToken),
            requests.UpdateAsync(client, stored.Task, cancellationToken),
            ApplyAsync(),
            heads.NoteAsync(stored, cancellationToken));

        async Task ApplyAsync()
        {
            foreach (var (cause, after, debt) in owed)
                await PayAsync(client, cause, after, debt, cancellationToken);
            await slack.EnqueueAsync(stored.Task, from, cancellationToken);
        }
    }

    private Task PayAsync(DurableTaskClient client, StoredEvent cause, ReviewTask task, Owed owed, CancellationToken cancellationToken) => owed switch
    {
        Owed.ChangeGrant change => grants.ApplyAsync(task, change, cause.Event.At, cancellationToken),
        Owed.FollowUp follow => opening.OpenAsync(client, Describe(task, follow), cancellationToken),
        Owed.Notification notification => notifications.EnqueueAsync(task, cause.Version, notification, cancellationToken),
        _ => throw new System.Diagnostics.UnreachableException($"{owed.GetType().Name} has no case in PayAsync."),
    };

    private static TaskToOpen Describe(ReviewTask parent, Owed.FollowUp follow) =>
        new(follow.Id, follow.Kind, parent.Subject.User, parent.Subject.Entitlement, parent.Case, Actor.System)
        {
            RequestedBy = follow.RequestedBy,
            Reason = follow.Reason,
            Until = parent.Subject.Until,
            Parent = parent.Id,
            Known = parent.Subject,
        };
}
