using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

public sealed class RetryTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(10, false)]
    [InlineData(10, true)]
    public async Task A_failed_activity_is_retried_as_often_as_its_policy_says(int attempts, bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var runs = Failing(app, _ => true);
        var options = TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, TimeSpan.FromSeconds(1), backoffCoefficient: 2));
        app.Functions.Orchestrator("Busted", context => context.CallActivityAsync("Foo", options: options));
        var id = await app.StartAsync("Busted");

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, await app.StatusAsync(id));
        Assert.Equal(attempts, runs.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_wait_between_attempts_grows_up_to_its_limit(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var runs = Failing(app, attempt => attempt < 6);
        var options = TaskOptions.FromRetryPolicy(
            new RetryPolicy(10, TimeSpan.FromSeconds(10), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(60)));
        app.Functions.Orchestrator("Busted", context => context.CallActivityAsync("Foo", options: options));
        var id = await app.StartAsync("Busted");

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await app.StatusAsync(id));
        Assert.Equal([0, 10, 30, 70, 130, 190], runs.Select(at => (at - DurableApp.Monday).TotalSeconds));
    }

    [Theory]
    [InlineData(false, int.MaxValue, null, 1, OrchestrationRuntimeStatus.Failed)]
    [InlineData(true, int.MaxValue, 2, 2, OrchestrationRuntimeStatus.Failed)]
    [InlineData(true, 4, null, 5, OrchestrationRuntimeStatus.Completed)]
    public async Task A_retry_policy_can_select_failures_and_limit_the_time(
        bool isRetried, int failures, int? timeoutSeconds, int expectedRuns, OrchestrationRuntimeStatus expected)
    {
        await using var app = await DurableApp.StartAsync(isReplayed: true);
        var runs = Failing(app, attempt => attempt <= failures);
        var timeout = timeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        var policy = new RetryPolicy(10, TimeSpan.FromSeconds(2), 2, retryTimeout: timeout)
        {
            HandleFailure = failure => failure.IsCausedBy<CustomException>() && isRetried,
        };
        app.Functions.Orchestrator("Busted", context => context.CallActivityAsync("Foo", options: TaskOptions.FromRetryPolicy(policy)));
        var id = await app.StartAsync("Busted");

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(expected, await app.StatusAsync(id));
        Assert.Equal(expectedRuns, runs.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_retry_handler_is_called_after_each_failure(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var runs = Failing(app, _ => true);
        var options = TaskOptions.FromRetryHandler(async retry =>
        {
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return retry.LastFailure.IsCausedBy<CustomException>() && retry.LastAttemptNumber < 4;
        });
        app.Functions.Orchestrator("Busted", context => context.CallActivityAsync("Foo", options: options));
        var id = await app.StartAsync("Busted");

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, await app.StatusAsync(id));
        Assert.Equal(4, runs.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_retried_sub_orchestration_keeps_its_id(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var runs = Failing(app, attempt => attempt < 3);
        app.Functions.Orchestrator("Child", context => context.CallActivityAsync("Foo"));
        var options = new SubOrchestrationOptions(new RetryPolicy(5, TimeSpan.FromSeconds(1)), "kid");
        app.Functions.Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child", options: options));
        var id = await app.StartAsync("Parent");

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await app.StatusAsync(id));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await app.StatusAsync("kid"));
        Assert.Equal(3, runs.Count);
    }

    /// <summary>Activity Foo fails in the attempts that the test names. Returns the times at which it ran.</summary>
    private static List<DateTimeOffset> Failing(DurableApp app, Func<int, bool> fails)
    {
        var runs = new List<DateTimeOffset>();
        app.Functions.Activity<object, int>("Foo", _ =>
        {
            runs.Add(app.Clock.GetUtcNow());
            return fails(runs.Count) ? throw new CustomException("again") : runs.Count;
        });
        return runs;
    }
}
