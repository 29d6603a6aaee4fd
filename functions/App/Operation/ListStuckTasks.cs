using AccessReview.App.Http;
using AccessReview.App.SignIn;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Operation;

/// <param name="Task">The task's identifier.</param>
/// <param name="MarkedAt">Since when it waits to be settled, or when it was last tried.</param>
/// <param name="Tries">How often the reconciler has tried; more than three is cause to look.</param>
public sealed record StuckTask(string Task, DateTimeOffset MarkedAt, int Tries);

/// <summary>Shows the tasks whose newest events have not been settled for longer than the reconciler's patience.</summary>
public sealed class ListStuckTasks(UnsettledMarks marks, TimeProvider clock)
{
    [Function(nameof(ListStuckTasks))]
    [Requires(OrganizationAction.ReadOperation)]
    [Api("Tasks that stay unsettled: what was decided stands, what follows from it waits.", Answers = typeof(Listed<StuckTask>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operation/stuck-tasks")] HttpRequest request, CancellationToken cancellationToken) =>
        ApiResult.Ok(new Listed<StuckTask>(await ReadAsync(cancellationToken), null));

    /// <summary>The longest first.</summary>
    public async Task<IReadOnlyList<StuckTask>> ReadAsync(CancellationToken cancellationToken)
    {
        var old = await marks.OlderThanAsync(clock.GetUtcNow() - ReconcileTasks.Patience, cancellationToken);
        return [.. old.OrderBy(mark => mark.MarkedAt).Select(mark => new StuckTask(mark.Id.Value, mark.MarkedAt, mark.Tries))];
    }
}
