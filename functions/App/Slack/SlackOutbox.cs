using AccessReview.App.Notifications;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>Queues updates of a task's Slack messages after the task has changed.</summary>
public sealed class SlackOutbox(NotificationStore store, NotificationQueue queue, IOptions<SlackOptions> options) : IEffectHandler
{
    public string Name => "slack";

    public string Title => Say($"messages in Slack");

    public IEnumerable<PlannedEffect> Plan(TaskChanges changes)
    {
        if (!options.Value.IsEnabled)
            yield break;
        // The decider's own message shows the decision at once, with a button to undo it. The messages of others wait.
        if (changes is { IsPending: true, Task.Undo: { } undo })
            yield return new("own", undo.Version, token => EnqueueAsync(changes.Task.Id, undo.Version, changes.Settled, undo.By, token)) { IsAtOnce = true };
        yield return new("", changes.Task.Version, token => EnqueueAsync(changes.Task.Id, changes.Task.Version, changes.Settled, null, token));
    }

    /// <param name="task">The task.</param>
    /// <param name="version">Distinguishes this update of a message from others in the queue.</param>
    /// <param name="to">Whose messages to update; null: everybody's.</param>
    /// <param name="from">The version at which this settling began. Notifications that it created are written from the newest state anyway.</param>
    private async Task EnqueueAsync(TaskId task, long version, long from, UserId? to, CancellationToken cancellationToken)
    {
        foreach (var sent in (await store.OfTaskAsync(task, cancellationToken)).Where(sent => SlackDescription.Has(sent) && (to is null || sent.Notice?.To == to)))
        {
            // A message that is being sent may show an older state. A message that is still queued will show the newest one.
            if (sent.State is NotificationState.Sending or NotificationState.Accepted || (sent.State == NotificationState.Pending && sent.Notice?.Version <= from))
                await queue.SendAsync(new NotificationMessage(sent.Key, 0, 0) { Version = version }, cancellationToken);
        }
    }
}
