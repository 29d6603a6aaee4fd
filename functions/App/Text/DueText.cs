using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>The due date of a task. After it, a task of a campaign also says when it closes.</summary>
internal static class DueText
{
    public static string Of(ReviewTask task, LocalTime time, DateTimeOffset now) => InGrace(task.DueAt, task.ClosesAt, time, now) ?? time.SayWithZone(task.DueAt);

    /// <summary>Returns null if the task is not overdue, or closes at its due date.</summary>
    /// <param name="closesAt">When the task closes; null: at its due date.</param>
    public static string? InGrace(DateTimeOffset dueAt, DateTimeOffset? closesAt, LocalTime time, DateTimeOffset now) =>
        closesAt is { } closes && closes > dueAt && dueAt <= now ? Say($"was due on {time.SayShort(dueAt)}, closes on {time.SayShort(closes)}") : null;
}
