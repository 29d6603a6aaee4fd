using System.Diagnostics;
using AccessReview.Emulator.Durable.Storage;
using AccessReview.Emulator.Storage;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>Dispatches turns with their events, and writes their results.</summary>
internal sealed partial class SqliteOrchestrationService
{
    public async Task<TaskOrchestrationWorkItem> LockNextTaskOrchestrationWorkItemAsync(
        TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        while (true)
        {
            var instanceId = await _mailboxes.Ready.ReadAsync(cancellationToken);
            var messages = _mailboxes.Open(instanceId);
            try
            {
                if (await PrepareAsync(instanceId, messages) is { } item)
                    return item;
            }
            catch (StorageException)
            {
                PutBack(instanceId, messages);
            }
        }
    }

    public async Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage continuedAsNewMessage,
        OrchestrationState orchestrationState)
    {
        var item = (OrchestrationItem)workItem;
        try
        {
            if (newOrchestrationRuntimeState.ExecutionStartedEvent is null)
            {
                await _database.WriteAsync(connection => MessageRows.Remove(connection, item.Messages));
                return;
            }

            var turn = Turn.Of(
                item,
                newOrchestrationRuntimeState,
                outboundMessages,
                timerMessages,
                orchestratorMessages,
                _clock.GetUtcNow(),
                NextMessageId);
            if (await _database.WriteAsync(connection => TurnCommit.Write(connection, turn, NextMessageId)) is { } posted)
                Continue(turn, posted);
            _retries.Succeeded(item.InstanceId);
        }
        catch (StorageException)
        {
            item.IsUnwritten = true;
            throw;
        }
    }

    public Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        var item = (OrchestrationItem)workItem;
        if (!item.IsUnwritten)
            Log.TurnAbandoned(_logger, item.InstanceId);
        item.IsReturned = true;
        PutBack(item.InstanceId, item.Messages);
        return Task.CompletedTask;
    }

    public Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        var item = (OrchestrationItem)workItem;
        using var ended = item.Running;
        if (!item.IsReturned)
            _mailboxes.Close(item.InstanceId);
        return Task.CompletedTask;
    }

    // There is only one host.
    public Task RenewTaskOrchestrationWorkItemLockAsync(TaskOrchestrationWorkItem workItem) => Task.CompletedTask;

    private async Task<OrchestrationItem?> PrepareAsync(string instanceId, List<HubMessage> messages)
    {
        var instance = _warm.Take(instanceId) ?? _database.Read(connection => HubInstance.Load(connection, instanceId));
        var rewound = messages.ConvertAll(message => message.Event as ExecutionRewoundEvent).Find(rewound => rewound is not null);
        // The engine reads this value without a null check.
        rewound?.ParentTraceContext ??= new($"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00");
        if (instance is null || (instance.State.OrchestrationStatus.IsFinished() && rewound is null))
        {
            // The instance has completed, so its messages are discarded.
            await _database.WriteAsync(connection => MessageRows.Remove(connection, messages));
            _mailboxes.Close(instanceId);
            return null;
        }

        if (_options.IsRejected(instance.State.Version) || !IsDue(instance, messages))
        {
            _mailboxes.PutBack(instanceId, messages);
            return null;
        }

        return new OrchestrationItem
        {
            InstanceId = instanceId,
            Instance = instance,
            Messages = messages,
            NewMessages = messages.ConvertAll(message => message.ToTaskMessage()),
            OrchestrationRuntimeState = new OrchestrationRuntimeState(instance.History) { Status = instance.State.CustomStatus },
            LockedUntilUtc = DateTime.MaxValue,
            Running = _underWay.Begin(),
        };
    }

    /// <summary>A scheduled instance receives events only after its start time. A termination completes it without a start.</summary>
    private bool IsDue(HubInstance instance, List<HubMessage> messages)
    {
        if (instance.History.Count > 0 || messages.Exists(message => message.Event is ExecutionStartedEvent))
            return true;
        if (!messages.Exists(message => message.Event is ExecutionTerminatedEvent))
            return false;
        messages.InsertRange(0, _timers.Cancel(instance.Id));
        return messages.Exists(message => message.Event is ExecutionStartedEvent);
    }

    private void Continue(Turn turn, List<HubMessage> posted)
    {
        var (item, state) = (turn.Item, turn.State);
        if (turn.IsFinished)
        {
            _timers.Cancel(state.InstanceId);
        }
        else
        {
            if (turn.HasBegunAgain)
                _timers.Cancel(state.InstanceId, exceptExecutionId: state.ExecutionId);
            foreach (var timer in turn.Timers)
                _timers.Arm(timer);
            _warm.Put(new HubInstance { State = state, History = turn.After.Events, WarmIn = item.RanIn });
        }

        foreach (var activity in turn.Activities)
            _activities.Add(activity);
        foreach (var message in posted)
            _mailboxes.Deliver(message);
        _waiters.Notify(state);
        if (state is { OrchestrationStatus: Microsoft.DurableTask.Protobuf.OrchestrationStatus.Failed, FailureDetails: { } failure })
            Log.OrchestrationFailed(_logger, state.Name, state.InstanceId, failure.ErrorType, failure.ErrorMessage);
    }

    private void PutBack(string instanceId, List<HubMessage> messages)
    {
        _retries.Schedule(instanceId, () => _mailboxes.Wake(instanceId));
        _mailboxes.PutBack(instanceId, messages);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "A turn of orchestration {InstanceId} could not be run or stored and will be retried")]
        public static partial void TurnAbandoned(ILogger logger, string instanceId);

        [LoggerMessage(LogLevel.Error, "Orchestration {Name} {InstanceId} failed: {ErrorType}: {Error}")]
        public static partial void OrchestrationFailed(ILogger logger, string name, string instanceId, string errorType, string error);
    }
}
