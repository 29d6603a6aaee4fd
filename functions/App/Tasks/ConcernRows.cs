using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Tasks;

/// <summary>
/// Index rows that find the open tasks affected by a change of the directory. They are keyed by subject, by app and
/// entitlement, by the user who is out of office, and by missing assignees.
/// </summary>
internal static class ConcernRows
{
    /// <summary>Every open task has one row in a partition with this prefix.</summary>
    public const string BySubject = "s|";

    /// <summary>Tasks without assignees, and tasks with fallback assignees only.</summary>
    public const string Lacking = "x";

    /// <summary>In the partition of a user who is out of office and was replaced by their delegate.</summary>
    public const string ReplacedPrefix = "i|";

    private const string ByApp = "a|";
    private const string Prefix = "t|";

    public static IEnumerable<TableEntity> Of(ReviewTask task)
    {
        if (!task.IsOpen)
            yield break;
        yield return Row(OfSubject(task.Subject.User), $"{Prefix}{task.Id}", task);
        yield return Row(OfApp(task.Subject.App), $"{Prefix}{task.Id}", task);
        foreach (var away in task.Assignees.Select(assignee => assignee.InsteadOf).OfType<UserId>().Distinct())
            yield return Row(TaskIndex.PartitionOf(away), $"{ReplacedPrefix}{task.Id}", task);
        if (task.Assignees.All(assignee => assignee.Reason == AssigneeReason.Fallback))
            yield return LackingRow(task);
    }

    public static string OfSubject(UserId person) => BySubject + RowKey.Encode(person.Value);

    public static string OfApp(AppId app) => ByApp + RowKey.Encode(app.Value);

    /// <summary>Returns whether the row stays the same while the task is open.</summary>
    public static bool IsForGood(TableEntity row) => row.PartitionKey.StartsWith(BySubject, StringComparison.Ordinal) || row.PartitionKey.StartsWith(ByApp, StringComparison.Ordinal);

    private static TableEntity LackingRow(ReviewTask task)
    {
        var row = Row(Lacking, $"{Prefix}{task.Id}", task);
        row["HasNobody"] = task.Assignees.Count == 0;
        row["Subject"] = task.Subject.User.Value;
        row["App"] = task.Subject.App.Value;
        if (task.Assignees.Count == 0)
            row["Row"] = RowJson.Write(TaskRow.Unassigned(task));
        return row;
    }

    private static TableEntity Row(string partition, string key, ReviewTask task) => new(partition, key) { ["Entitlement"] = task.Subject.Entitlement.Value };
}
