using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    /// <summary>What reviewers rely on when a task opens: with the current names, if nothing else changed since it was recorded.</summary>
    private static ReliedFacts? Begin(TaskCommand.Open command)
    {
        var now = ReliedFacts.Of(command.Subject, command.Facts);
        return command.Relied is { } relied && relied.ChangesTo(now, command.At).Count == 0 ? relied.Update(now) : command.Relied;
    }

    /// <summary>Records what changed of the access since it was last recorded; nothing, if nothing did.</summary>
    /// <param name="relied">What was last recorded; null: nothing is compared.</param>
    private static IEnumerable<TaskEvent> Notice(Subject subject, ReliedFacts? relied, TaskCommand command)
    {
        var now = ReliedFacts.Of(subject, command.Facts);
        if (relied?.ChangesTo(now, command.At) is { Count: > 0 } changes)
            yield return new AccessChanged(changes, relied.Update(now)) { At = command.At, By = Actor.System };
    }

    /// <summary>The decider has not seen the newest changes of the access. They must look again.</summary>
    private static bool IsOutdated(ReviewTask task, TaskCommand.Decide command) => command.Seen is { } seen && seen < task.AccessVersion;
}
