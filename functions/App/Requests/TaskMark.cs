using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <summary>The progress of a case: its newest known task, and that task's version.</summary>
internal sealed record TaskMark(TaskId Task, TaskKind Kind, DateTimeOffset OpenedAt, int Number, long Version)
{
    public static TaskMark Of(ReviewTask task) => new(task.Id, task.Kind, task.OpenedAt, task.Number, task.Version);

    /// <summary>Updates can be repeated or out of order. Only newer ones count.</summary>
    public bool IsNewerThan(TaskMark? other) =>
        other is null || (OpenedAt, Kind, Number, Version).CompareTo((other.OpenedAt, other.Kind, other.Number, other.Version)) > 0;
}
