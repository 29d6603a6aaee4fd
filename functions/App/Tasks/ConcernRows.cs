using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Tasks;

/// <summary>
/// The index rows by which a change of the directory finds the open tasks that it concerns: by the person that they are about,
/// by app and entitlement, by whom somebody decides in place of, and those that lack somebody to decide them.
/// </summary>
internal static class ConcernRows
{
    /// <summary>Every open task has one row in a partition that begins so.</summary>
    public const string BySubject = "s|";

    /// <summary>Tasks without assignees, and tasks that only the fallback has.</summary>
    public const string Lacking = "x";

    /// <summary>In a person's own partition: who is out of office and has been replaced by somebody else.</summary>
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

    /// <summary>Stays as it is for as long as the task is open.</summary>
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
