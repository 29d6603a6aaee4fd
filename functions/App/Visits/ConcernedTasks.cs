using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Visits;

/// <param name="Task">A task that may be affected.</param>
/// <param name="Key">Its position, after which the visit continues.</param>
internal sealed record ConcernedTask(TaskId Task, string Key);

/// <summary>Finds, by index rows, the open tasks that a change of the directory may affect.</summary>
public sealed class ConcernedTasks(AppTables tables, DirectoryStore directory)
{
    /// <param name="concern">What changed.</param>
    /// <param name="after">The key of the last visited task; null: none.</param>
    internal IAsyncEnumerable<ConcernedTask> OfAsync(Concern concern, string? after, CancellationToken cancellationToken) => concern.Kind switch
    {
        // The user's own open rows sort after the rows of tasks that others have in their place.
        ConcernKind.Assignee or ConcernKind.Absence => InAsync(
            TaskIndex.PartitionOf(UserId.From(concern.Id)), after ?? ConcernRows.ReplacedPrefix, TaskIndex.OpenPrefix + "~", cancellationToken).Select(Found),
        ConcernKind.Subject => InAsync(ConcernRows.OfSubject(UserId.From(concern.Id)), after, null, cancellationToken).Select(Found),
        ConcernKind.Access => InAsync(ConcernRows.OfSubject(UserId.From(concern.Id)), after, null, cancellationToken).Where(row => IsAbout(row, concern.Other)).Select(Found),
        ConcernKind.App => InAsync(ConcernRows.OfApp(AppId.From(concern.Id)), after, null, cancellationToken).Select(Found),
        ConcernKind.Entitlement => InAsync(ConcernRows.OfApp(AppId.From(concern.Id)), after, null, cancellationToken).Where(row => IsAbout(row, concern.Other)).Select(Found),
        ConcernKind.Lacking => LackingAsync(concern, after, cancellationToken),
    };

    private static ConcernedTask Found(TableEntity row) => new(TaskIndex.TaskOf(row)!.Value, row.RowKey); // These rows have a task.

    private static bool IsAbout(TableEntity row, string? entitlement) => row.GetString("Entitlement") == entitlement;

    private async IAsyncEnumerable<ConcernedTask> LackingAsync(
        Concern concern, string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var eligible = concern.Id.Split('\n').Select(UserId.From).ToHashSet();
        await foreach (var row in InAsync(ConcernRows.Lacking, after, null, cancellationToken))
        {
            // A task with a fallback assignee moves only if the step's own rule finds a person again.
            if (row.GetBoolean("HasNobody") == true || await IsAssignedFirstAsync(row, eligible, cancellationToken))
                yield return Found(row);
        }
    }

    private async Task<bool> IsAssignedFirstAsync(TableEntity row, HashSet<UserId> eligible, CancellationToken cancellationToken)
    {
        var subject = await directory.FindUserAsync(UserId.From(row.GetString("Subject")), cancellationToken);
        var app = await directory.FindAppAsync(AppId.From(row.GetString("App")), cancellationToken);
        var entitlement = await directory.FindEntitlementAsync(EntitlementId.From(row.GetString("Entitlement")), cancellationToken);
        return (subject?.ManagerId is { } manager && eligible.Contains(manager)) || eligible.Overlaps(app?.OwnerIds ?? []) || eligible.Overlaps(entitlement?.OwnerIds ?? []);
    }

    private IAsyncEnumerable<TableEntity> InAsync(string partition, string? after, string? behind, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after ?? ""}");
        if (behind is not null)
            filter += TableClient.CreateQueryFilter($" and RowKey lt {behind} and RowKey ne {TaskIndex.ChangedKey}");
        return tables.TaskIndex.QueryAsync<TableEntity>($"{filter} and {tables.TaskIndex.Readable}", select: ["PartitionKey", "RowKey", "Entitlement", "HasNobody", "Subject", "App"], cancellationToken: cancellationToken);
    }
}
