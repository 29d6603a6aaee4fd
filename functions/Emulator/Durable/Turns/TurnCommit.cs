using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Instances;
using AccessReview.Emulator.Durable.Orchestrators;
using AccessReview.Emulator.Storage;
using Microsoft.DurableTask.Client;

namespace AccessReview.Emulator.Durable.Turns;

/// <summary>Writes one turn: history, status, timers, activities and messages for others, and takes its own messages off.</summary>
internal static class TurnCommit
{
    /// <summary>Answers what is to be started now that it is safe, or null where the instance has been replaced meanwhile.</summary>
    public static CommittedTurn? Write(EmulatorConnection connection, Turn turn, IEnumerable<Message> taken, bool keepHistories)
    {
        foreach (var message in taken)
            MessageInbox.Remove(connection, message);
        if (!InstanceStore.Update(connection, turn.Before.ExecutionId, turn.After))
            return null;

        var committed = new CommittedTurn();
        Clear(connection, turn, keepHistories);
        InstanceStore.Append(connection, turn.After, turn.FirstNumber, turn.History);
        foreach (var request in turn.Requests)
            Write(connection, turn, request, committed);
        if (turn.After.IsFinished)
            TellFamily(connection, turn, committed);
        return committed;
    }

    private static void Clear(EmulatorConnection connection, Turn turn, bool keepHistories)
    {
        var id = turn.After.InstanceId;
        if (turn.HasBegunAgain)
        {
            if (!keepHistories)
                InstanceStore.RemoveHistory(connection, id);
            else
                turn.Ended.ForEach(ended => InstanceStore.Append(connection, ended.Execution, ended.FirstNumber, ended.History));
            InstanceStore.RemoveTimersAndActivities(connection, id);
        }

        if (turn.After.IsFinished)
            InstanceStore.RemoveOpenWork(connection, id);

        foreach (var timerId in turn.CancelledTimers)
        {
            connection.Execute(
                "DELETE FROM durable_timers WHERE instance_id = ?1 AND execution_id = ?2 AND timer_id = ?3", id, turn.After.ExecutionId, timerId);
        }
    }

    private static void Write(EmulatorConnection connection, Turn turn, OrchestratorAction request, CommittedTurn committed)
    {
        var self = turn.After;
        switch (request)
        {
            case OrchestratorAction.SendEvent sent:
                committed.Post(MessageInbox.Post(connection, sent.InstanceId, null, new HistoryEvent.EventRaised(sent.Name, sent.Input)));
                break;
            // A finished orchestration asks for nothing more.
            case not null when self.IsFinished:
                break;
            case OrchestratorAction.ScheduleActivity asked:
                committed.Activities.Add(ActivityRows.Insert(
                    connection, new ActivityWork(self.InstanceId, self.ExecutionId, asked.Id, asked.Name, asked.Input)));
                break;
            case OrchestratorAction.CreateTimer asked:
                committed.Timers.Add(TimerRows.Insert(connection, new DurableTimer(self.InstanceId, self.ExecutionId, asked.Id, asked.FireAt)));
                break;
            case OrchestratorAction.StartSubOrchestration asked:
                StartChild(connection, turn, asked, committed);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void StartChild(
        EmulatorConnection connection, Turn turn, OrchestratorAction.StartSubOrchestration asked, CommittedTurn committed)
    {
        var self = turn.After;
        var child = new InstanceRecord(asked.InstanceId, InstanceRecord.NewExecutionId(), asked.Name, asked.Version, turn.Now)
        {
            Input = asked.Input,
            Tags = asked.Tags,
            Parent = new ParentLink(self.InstanceId, self.ExecutionId, self.Name, asked.Id),
        };
        if (InstanceStore.Find(connection, asked.InstanceId) is not { } existing || existing.IsFinished)
        {
            InstanceStore.Remove(connection, asked.InstanceId);
            InstanceStore.Insert(connection, child);
            committed.Post(MessageInbox.Post(connection, child.InstanceId, child.ExecutionId, new HistoryEvent.ExecutionStarted()));
            return;
        }

        var failure = new Failure(Failure.Of(
            typeof(InvalidOperationException).ToString(),
            $"An orchestration with instance ID '{asked.InstanceId}' and status '{existing.Status}' already exists"));
        committed.Post(MessageInbox.Post(
            connection, self.InstanceId, self.ExecutionId, new HistoryEvent.SubOrchestrationFailed(asked.Id, failure)));
    }

    private static void TellFamily(EmulatorConnection connection, Turn turn, CommittedTurn committed)
    {
        var self = turn.After;
        if (self.Parent is { } parent)
        {
            HistoryEvent answer = self.Status == OrchestrationRuntimeStatus.Completed
                ? new HistoryEvent.SubOrchestrationCompleted(parent.TaskId, self.Output)
                : new HistoryEvent.SubOrchestrationFailed(
                    parent.TaskId,
                    new Failure(self.Failure ?? Failure.Of("Terminated", self.Output ?? "The sub-orchestration was terminated.")));
            committed.Post(MessageInbox.Post(connection, parent.InstanceId, parent.ExecutionId, answer));
        }

        if (!turn.IsRecursive)
            return;
        foreach (var child in InstanceStore.ChildrenOf(connection, self.InstanceId))
            committed.Post(MessageInbox.Post(connection, child, null, new HistoryEvent.Terminated(self.Output, true)));
    }
}

/// <summary>What a committed turn has set going.</summary>
internal sealed class CommittedTurn
{
    public List<Message> Posted { get; } = [];

    public List<ActivityWork> Activities { get; } = [];

    public List<DurableTimer> Timers { get; } = [];

    public void Post(Message? message)
    {
        if (message is not null)
            Posted.Add(message);
    }
}
