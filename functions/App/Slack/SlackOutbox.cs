using AccessReview.App.Notifications;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

/// <summary>Asks the queue to look again at what stands in Slack about a task that has moved.</summary>
public sealed class SlackOutbox(NotificationStore store, NotificationQueue queue, IOptions<SlackOptions> options) : IEffectHandler
{
    public string Name => "slack";

    public IEnumerable<PlannedEffect> Plan(TaskChanges changes) => options.Value.IsEnabled
        ? [new("", changes.Task.Version, token => EnqueueAsync(changes.Task, changes.Settled, token))]
        : [];

    /// <param name="task">The task as it is now.</param>
    /// <param name="from">Where this settling began: what it has just asked for is written from the newest state anyway.</param>
    private async Task EnqueueAsync(ReviewTask task, long from, CancellationToken cancellationToken)
    {
        foreach (var sent in await store.OfTaskAsync(task.Id, cancellationToken))
        {
            // One that is on its way may have been written before the task moved; one that waits will be written after.
            if (sent is { Channel: NotificationChannel.Slack, State: NotificationState.Sending or NotificationState.Accepted } || (IsWaiting(sent) && sent.Notice?.Version <= from))
                await queue.SendAsync(new NotificationMessage(sent.Key, 0, 0) { Version = task.Version }, cancellationToken);
        }
    }

    private static bool IsWaiting(StoredNotification sent) => sent is { Channel: NotificationChannel.Slack, State: NotificationState.Pending };
}
