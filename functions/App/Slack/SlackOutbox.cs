using AccessReview.App.Notifications;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>Queues updates of a task's Slack messages after the task has changed.</summary>
public sealed class SlackOutbox(NotificationStore store, NotificationQueue queue, IOptions<SlackOptions> options) : IEffectHandler
{
    public string Name => "slack";

    public string Title => Say($"messages in Slack");

    public IEnumerable<PlannedEffect> Plan(TaskChanges changes) => options.Value.IsEnabled
        ? [new("", changes.Task.Version, token => EnqueueAsync(changes.Task, changes.Settled, token))]
        : [];

    /// <param name="task">The current task.</param>
    /// <param name="from">The version at which this settling began. Notifications that it created are written from the newest state anyway.</param>
    private async Task EnqueueAsync(ReviewTask task, long from, CancellationToken cancellationToken)
    {
        foreach (var sent in (await store.OfTaskAsync(task.Id, cancellationToken)).Where(SlackDescription.Has))
        {
            // A message that is being sent may show an older state. A message that is still queued will show the newest one.
            if (sent.State is NotificationState.Sending or NotificationState.Accepted || (sent.State == NotificationState.Pending && sent.Notice?.Version <= from))
                await queue.SendAsync(new NotificationMessage(sent.Key, 0, 0) { Version = task.Version }, cancellationToken);
        }
    }
}
