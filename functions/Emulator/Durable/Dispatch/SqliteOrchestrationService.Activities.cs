using DurableTask.Core;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>Activities run at least once, because their rows stay until the turn that takes the result is committed.</summary>
internal sealed partial class SqliteOrchestrationService
{
    // The work item is not counted as running yet, because a stopping engine drops taken items without notice.
    public async Task<TaskActivityWorkItem> LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        await _activities.TakeAsync(cancellationToken);

    /// <summary>Counts a run as in progress until it is disposed of, so that a stop waits for it.</summary>
    public IDisposable BeginRun() => _underWay.Begin();

    public Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        var item = (ActivityItem)workItem;
        responseMessage.Event.Timestamp = _clock.GetUtcNow().UtcDateTime;
        _mailboxes.Deliver(item.Scheduled with { Event = responseMessage.Event });
        item.Token.Dispose();
        _retries.Succeeded(item.Id);
        return Task.CompletedTask;
    }

    public Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        var item = (ActivityItem)workItem;
        _retries.Schedule(item.Id, () => _activities.Add(item.Scheduled));
        item.Token.Dispose();
        return Task.CompletedTask;
    }

    // There is only one host.
    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) => Task.FromResult(workItem);
}
