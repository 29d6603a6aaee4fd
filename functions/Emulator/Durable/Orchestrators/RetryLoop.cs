using AccessReview.Emulator.Durable.History;
using Microsoft.DurableTask;

namespace AccessReview.Emulator.Durable.Orchestrators;

/// <summary>Calls again by a policy or as a handler says. It waits in durable timers, so it survives what the orchestration survives.</summary>
internal static class RetryLoop
{
    public static async Task<string?> RunAsync(TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<string?>> call)
    {
        var startedAt = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (AttemptFailedException failed)
            {
                if (retry is null || failed.Failure.IsFinal || !await GoesOnAsync(context, retry, attempt, startedAt, failed.Failure))
                    throw failed.ToPublic();
            }
        }
    }

    private static async Task<bool> GoesOnAsync(
        TaskOrchestrationContext context, TaskRetryOptions retry, int attempt, DateTime startedAt, Failure failure)
    {
        if (retry.Handler is { } handler)
            return await handler(new RetryContext(context, attempt, failure.Details, context.CurrentUtcDateTime - startedAt, CancellationToken.None));

        if (retry.Policy is not { } policy
            || attempt >= policy.MaxNumberOfAttempts
            || !policy.ShouldRetry(failure.Details)
            || (policy.RetryTimeout != Timeout.InfiniteTimeSpan && context.CurrentUtcDateTime >= startedAt + policy.RetryTimeout))
        {
            return false;
        }

        await context.CreateTimer(Delay(policy, attempt), CancellationToken.None);
        return true;
    }

    private static TimeSpan Delay(RetryPolicy policy, int attempt)
    {
        var wanted = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var most = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return wanted < most.TotalMilliseconds ? TimeSpan.FromMilliseconds(wanted) : most;
    }
}
