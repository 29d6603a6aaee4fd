using DurableTask.Core;

namespace AccessReview.FunctionsHost.Durable.Dispatch;

/// <summary>Activities: run at least once, because their rows stay until the turn that takes the result is committed.</summary>
internal sealed partial class SqliteOrchestrationService
{
    public async Task<TaskActivityWorkItem> LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        var item = await _activities.TakeAsync(cancellationToken);
        item.Running = _underWay.Begin();
        return item;
    }

    public Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        var item = (ActivityItem)workItem;
        responseMessage.Event.Timestamp = _clock.GetUtcNow().UtcDateTime;
        _mailboxes.Deliver(item.Scheduled with { Event = responseMessage.Event });
        End(item);
        _retries.Succeeded(item.Id);
        return Task.CompletedTask;
    }

    public Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        var item = (ActivityItem)workItem;
        _retries.Schedule(item.Id, () => _activities.Add(item.Scheduled));
        End(item);
        return Task.CompletedTask;
    }

    // Nobody else takes it.
    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) => Task.FromResult(workItem);

    private static void End(ActivityItem item)
    {
        item.Running?.Dispose();
        item.Token.Dispose();
    }
}
