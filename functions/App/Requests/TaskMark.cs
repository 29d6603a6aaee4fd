using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <summary>How far a case has come: the newest task of it that was looked at, and how much of that.</summary>
internal sealed record TaskMark(TaskId Task, TaskKind Kind, DateTimeOffset OpenedAt, int Number, long Version)
{
    public static TaskMark Of(ReviewTask task) => new(task.Id, task.Kind, task.OpenedAt, task.Number, task.Version);

    /// <summary>News come doubled and out of order; only what is newer counts.</summary>
    public bool IsNewerThan(TaskMark? other) =>
        other is null || (OpenedAt, Kind, Number, Version).CompareTo((other.OpenedAt, other.Kind, other.Number, other.Version)) > 0;
}
