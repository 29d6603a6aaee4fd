using AccessReview.App.Tasks;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.MyWork;

/// <summary>The reader's other open tasks of the same kind, in the order of the list.</summary>
/// <param name="Next">The task after this one, or else the first; null: there is no other.</param>
/// <param name="Previous">The task before this one; null: there is none.</param>
/// <param name="Left">How many others are open.</param>
public sealed record Neighbors(int? Next, int? Previous, int Left)
{
    /// <param name="task">It need not be open: after a decision it is no longer in the list.</param>
    /// <param name="open">The reader's open tasks, earliest due time first.</param>
    public static Neighbors Of(ReviewTask task, IEnumerable<TaskRow> open)
    {
        ArgumentNullException.ThrowIfNull(task);
        var others = open.Where(row => row.Kind == task.Kind && row.Id != task.Id).ToList();
        var behind = others.FindIndex(row => Compare(row, task) > 0);
        return new Neighbors(
            others.Count == 0 ? null : others[Math.Max(behind, 0)].Number,
            behind switch { -1 when others.Count > 0 => others[^1].Number, > 0 => others[behind - 1].Number, _ => null },
            others.Count);
    }

    private static int Compare(TaskRow row, ReviewTask task) =>
        (row.DueAt, string.CompareOrdinal(row.Id.Value, task.Id.Value)).CompareTo((task.DueAt, 0));
}
