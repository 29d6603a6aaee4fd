using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.TaskApi;

/// <param name="Version">Its position in the history, from 1.</param>
/// <param name="Event">What happened.</param>
/// <param name="Hash">The audit chain: SHA-256 of the previous hash, the version and the event.</param>
public sealed record HistoryEntry(long Version, TaskEvent Event, string Hash);

/// <summary>All events of a task, oldest first.</summary>
public sealed class ReadTaskHistory(TaskReader reader, TaskStore store)
{
    [Function(nameof(ReadTaskHistory))]
    [Requires(OrganizationAction.Work)]
    [Api("Returns the history of a task with its hash chain.", Answers = typeof(Listed<HistoryEntry>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/tasks/{task}/history")] HttpRequest request, string task, CancellationToken cancellationToken)
    {
        var readable = await reader.ReadAsync(request.HttpContext.GetCaller(), task, cancellationToken);
        var events = await store.EventsAsync(readable.Task.Id, cancellationToken);
        return ApiResult.Ok(new Listed<HistoryEntry>([.. events.Select(stored => new HistoryEntry(stored.Version, stored.Event, stored.Hash))], null));
    }
}
