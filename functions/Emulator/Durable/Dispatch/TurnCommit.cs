using AccessReview.Emulator.Durable.Client;
using AccessReview.Emulator.Durable.Storage;
using AccessReview.Emulator.Storage;
using DurableTask.Core;
using DurableTask.Core.History;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>Writes a turn in one transaction: removes the messages that it took, and stores its results and new messages.</summary>
internal static class TurnCommit
{
    /// <returns>The stored messages to deliver; null if another start has replaced the instance, so that the turn is discarded.</returns>
    public static List<HubMessage>? Write(EmulatorConnection connection, Turn turn, Func<long> messageIds)
    {
        var id = turn.State.InstanceId;
        MessageRows.Remove(connection, turn.Item.Messages);
        if (!InstanceRows.Update(connection, turn.Item.Instance.ExecutionId, turn.State))
            return null;

        if (turn.HasBegunAgain)
        {
            foreach (var ended in turn.Earlier)
                InstanceRows.Keep(connection, id, ended.Events);
            InstanceRows.RemoveHistory(connection, id);
            MessageRows.RemoveOtherTimers(connection, id, turn.State.ExecutionId);
            InstanceRows.Append(connection, id, 0, turn.After.Events);
        }
        else
        {
            InstanceRows.Append(connection, id, turn.Item.Instance.History.Count, turn.After.NewEvents);
        }

        foreach (var activity in turn.Activities)
            MessageRows.Add(connection, activity);
        if (turn.IsFinished)
            MessageRows.RemoveAllButActivities(connection, id);
        else
            AddTimers(connection, turn);
        return Post(connection, turn, messageIds);
    }

    private static void AddTimers(EmulatorConnection connection, Turn turn)
    {
        foreach (var timer in turn.Timers)
            MessageRows.Add(connection, timer);
    }

    private static List<HubMessage> Post(EmulatorConnection connection, Turn turn, Func<long> messageIds)
    {
        var posted = new List<HubMessage>();
        foreach (var post in turn.Posts)
        {
            if (post.Event is ExecutionStartedEvent started && started.ParentInstance is not null)
                posted.Add(StartChild(connection, turn, post, started, messageIds));
            else if (Store(connection, post))
                posted.Add(post);
        }

        if (turn.After.OrchestrationStatus == OrchestrationStatus.Terminated && turn.Item.Messages.Exists(message => message.IsRecursive))
            posted.AddRange(TerminateChildren(connection, turn, messageIds));
        return posted;
    }

    private static bool Store(EmulatorConnection connection, HubMessage post)
    {
        if (post.Event is not ExecutionRewoundEvent)
            return MessageRows.Post(connection, post);
        // The message is for a sub-orchestration that has failed.
        MessageRows.Add(connection, post);
        return true;
    }

    /// <summary>Starts a sub-orchestration, or returns a failure because an unfinished instance has the same id.</summary>
    private static HubMessage StartChild(
        EmulatorConnection connection, Turn turn, HubMessage start, ExecutionStartedEvent started, Func<long> messageIds)
    {
        if (InstanceRows.Find(connection, start.InstanceId) is { } existing && !existing.OrchestrationStatus.IsFinished())
        {
            var failure = new FailureDetails(
                typeof(InvalidOperationException).FullName!,
                $"An orchestration with instance ID '{start.InstanceId}' and status '{existing.OrchestrationStatus}' already exists",
                stackTrace: null,
                innerFailure: null,
                isNonRetriable: false);
            var taskId = started.ParentInstance.TaskScheduleId;
            var failed = new SubOrchestrationInstanceFailedEvent(-1, taskId, failure.ErrorMessage, null, failure)
            {
                Timestamp = turn.Now.UtcDateTime,
            };
            var answer = new HubMessage(messageIds(), turn.State.InstanceId, turn.State.ExecutionId, failed);
            MessageRows.Add(connection, answer);
            return answer;
        }

        InstanceRows.Replace(connection, InstanceCreation.StateOf(started, turn.Now));
        MessageRows.Add(connection, start);
        return start;
    }

    private static IEnumerable<HubMessage> TerminateChildren(EmulatorConnection connection, Turn turn, Func<long> messageIds)
    {
        foreach (var child in InstanceRows.ChildrenOf(connection, turn.State.InstanceId))
        {
            var end = new HubMessage(
                messageIds(), child, null, new ExecutionTerminatedEvent(-1, turn.State.Output) { Timestamp = turn.Now.UtcDateTime })
            {
                IsRecursive = true,
            };
            if (MessageRows.Post(connection, end))
                yield return end;
        }
    }
}
