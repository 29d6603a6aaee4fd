using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Operation;

/// <param name="Task">The task's identifier.</param>
/// <param name="MarkedAt">Since when it waits to be settled, or when it was last tried.</param>
/// <param name="Tries">The reconciler's tries; more than three need an operator.</param>
public sealed record StuckTask(string Task, DateTimeOffset MarkedAt, int Tries)
{
    /// <summary>Since when it fails; null: no failure is known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>A short code of the last failure; null: unknown.</summary>
    public string? Cause { get; init; }

    /// <summary>The stored names of the effects that failed, for example lists, grant or notification; empty: not known yet.</summary>
    public IReadOnlyList<string> Effects { get; init; } = [];

    /// <summary>The latest time of the next try; null: unknown.</summary>
    public DateTimeOffset? NextTry { get; init; }
}

/// <summary>Lists the tasks whose newest events have been unsettled for longer than the reconciler's timeout.</summary>
public sealed class ListStuckTasks(UnsettledMarks marks, PromiseStore promises, TimeProvider clock)
{
    [Function(nameof(ListStuckTasks))]
    [Requires(OrganizationAction.ReadOperation)]
    [Api("Lists tasks whose decision is saved but whose effects are not applied yet.", Answers = typeof(Listed<StuckTask>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operation/stuck-tasks")] HttpRequest request, CancellationToken cancellationToken) =>
        ApiResult.Ok(new Listed<StuckTask>(await ReadAsync(cancellationToken), null));

    /// <summary>Longest wait first.</summary>
    public async Task<IReadOnlyList<StuckTask>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // A task that was just tried is still stuck.
        var stuck = (await marks.OlderThanAsync(now, cancellationToken)).Where(mark => mark.Tries > 0 || mark.MarkedAt <= now - ReconcileTasks.Timeout).ToList();
        var causes = stuck.Count == 0 ? [] : (await promises.AllAsync(cancellationToken)).Where(promise => promise.Kind == PromiseKind.Settling).ToDictionary(promise => promise.Id);
        return
        [
            .. stuck.Select(mark => new StuckTask(mark.Id.Value, mark.MarkedAt, mark.Tries)
            {
                Since = causes.GetValueOrDefault(mark.Id.Value)?.Since,
                Cause = causes.GetValueOrDefault(mark.Id.Value)?.Cause,
                Effects = mark.Effects,
                NextTry = ReconcileTasks.NextTry(mark),
            }).OrderBy(task => task.Since ?? task.MarkedAt),
        ];
    }
}
