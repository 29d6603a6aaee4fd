using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Operation;

/// <summary>Lists failed notifications (the queue's dead letters), and retries them after their cause is corrected.</summary>
public sealed partial class ReplayDeadLetters(DeadLetters deadLetters, ILogger<ReplayDeadLetters> logger)
{
    [Function("ListDeadLetters")]
    [Requires(OrganizationAction.ReadOperation)]
    [Api("Lists the oldest failed notifications with their reasons, at most 100.", Answers = typeof(Listed<DeadLetter>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operation/dead-letters")] HttpRequest request, CancellationToken cancellationToken) =>
        ApiResult.Ok(new Listed<DeadLetter>(await deadLetters.PeekAsync(cancellationToken), null));

    [Function(nameof(ReplayDeadLetters))]
    [Requires(OrganizationAction.Operate)]
    [Api("Checks the oldest 100 failed notifications again and returns those that still apply to the queue. Each has its own result.", Answers = typeof(Listed<Replay>))]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/operation/dead-letters/replays")] HttpRequest request, CancellationToken cancellationToken)
    {
        return ApiResult.Ok(new Listed<Replay>(await ReplayAsync(request.HttpContext.GetCaller(), cancellationToken), null));
    }

    public async Task<IReadOnlyList<Replay>> ReplayAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var replays = await deadLetters.ReplayAsync(cancellationToken);
        Log.Replayed(logger, caller.Id.Value, replays.Count(replay => replay.Outcome == ReplayOutcome.Replayed), replays.Count);
        return replays;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Replayed} of {Count} failed notifications sent again by {Person}")]
        public static partial void Replayed(ILogger logger, string person, int replayed, int count);
    }
}
