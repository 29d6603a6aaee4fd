using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Operation;

/// <summary>Lists the open tasks that nobody can decide, because they have no assignee.</summary>
public sealed class ListUnassignedTasks(AppTables tables)
{
    /// <summary>The maximum number of listed tasks. If there are more, the directory needs a correction, not a longer list.</summary>
    public const int MaxTasks = 100;

    [Function(nameof(ListUnassignedTasks))]
    [Requires(OrganizationAction.ReadOperation)]
    [Api("Lists open tasks that nobody can decide, at most 100. Each is assigned automatically as soon as a person can decide it.", Answers = typeof(Listed<TaskRow>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operation/unassigned-tasks")] HttpRequest request, CancellationToken cancellationToken) =>
        ApiResult.Ok(new Listed<TaskRow>(await ReadAsync(cancellationToken), null));

    /// <summary>Earliest due date first.</summary>
    public async Task<IReadOnlyList<TaskRow>> ReadAsync(CancellationToken cancellationToken)
    {
        List<TaskRow> found = [];
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ConcernRows.Lacking} and HasNobody eq {true}");
        await foreach (var row in tables.TaskIndex.QueryAsync<TableEntity>($"{filter} and {tables.TaskIndex.Readable}", cancellationToken: cancellationToken))
        {
            found.Add(RowJson.Read<TaskRow>(row.GetString("Row")));
            if (found.Count == MaxTasks)
                break;
        }

        return [.. found.OrderBy(task => task.DueAt).ThenBy(task => task.Number)];
    }
}
