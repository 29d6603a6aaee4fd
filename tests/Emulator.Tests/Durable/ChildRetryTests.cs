using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>Sub-orchestrations that fail and are retried.</summary>
public sealed class ChildRetryTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(10, false)]
    [InlineData(10, true)]
    public async Task A_failed_sub_orchestration_is_retried_as_often_as_its_policy_says(int attempts, bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var runs = Failing(app, _ => true);
        var options = TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, TimeSpan.FromSeconds(1)));

        var ended = await RunParentAsync(app, options);

        Assert.Equal(attempts, runs());
        Assert.True(ended.FailureDetails?.IsCausedBy<TaskFailedException>());
        Assert.Contains("'Child'", ended.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("again", ended.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, false, int.MaxValue, 2, 1, OrchestrationRuntimeStatus.Failed)]
    [InlineData(10, false, int.MaxValue, null, 1, OrchestrationRuntimeStatus.Failed)]
    [InlineData(10, true, int.MaxValue, 2, 2, OrchestrationRuntimeStatus.Failed)]
    [InlineData(2, true, int.MaxValue, null, 2, OrchestrationRuntimeStatus.Failed)]
    [InlineData(10, true, 4, null, 5, OrchestrationRuntimeStatus.Completed)]
    public async Task A_retry_policy_can_select_failures_of_a_sub_orchestration_and_limit_the_time(
        int attempts, bool isRetried, int failures, int? timeoutSeconds, int expectedRuns, OrchestrationRuntimeStatus expected)
    {
        await using var app = await DurableApp.StartAsync(isReplayed: true);
        var runs = Failing(app, run => run <= failures);
        var timeout = timeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        var policy = new RetryPolicy(attempts, TimeSpan.FromSeconds(2), 2, retryTimeout: timeout)
        {
            HandleFailure = failure => failure.IsCausedBy<CustomException>() && isRetried,
        };

        var ended = await RunParentAsync(app, TaskOptions.FromRetryPolicy(policy));

        Assert.Equal((expected, expectedRuns), (ended.RuntimeStatus, runs()));
        Assert.Equal(expected == OrchestrationRuntimeStatus.Failed, ended.FailureDetails?.IsCausedBy<TaskFailedException>() is true);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(10, true)]
    public async Task A_retry_handler_is_called_after_each_failure_of_a_sub_orchestration(int attempts, bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var runs = Failing(app, _ => true);
        var decisions = new HashSet<int>();
        var options = TaskOptions.FromRetryHandler(retry =>
        {
            decisions.Add(retry.LastAttemptNumber);
            return retry.LastFailure.IsCausedBy<CustomException>() && retry.LastAttemptNumber < attempts;
        });

        var ended = await RunParentAsync(app, options);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(attempts, runs());
        Assert.Equal(Enumerable.Range(1, attempts), decisions.Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_retried_sub_orchestration_keeps_its_tags(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var runs = Failing(app, run => run == 1);
        var options = new SubOrchestrationOptions(new RetryPolicy(2, TimeSpan.FromSeconds(1)), "kid")
        {
            Tags = new Dictionary<string, string> { ["one"] = "1", ["two"] = "2" },
        };

        var ended = await RunParentAsync(app, options);

        var child = await app.EndAsync("kid");
        Assert.Equal((OrchestrationRuntimeStatus.Completed, 2), (ended.RuntimeStatus, runs()));
        Assert.Equal(["one 1", "two 2"], child.Tags.Select(tag => $"{tag.Key} {tag.Value}").Order());
    }

    /// <summary>Orchestrator Child fails in the attempts that the test names; returns how often it ran.</summary>
    private static Func<int> Failing(DurableApp app, Func<int, bool> fails)
    {
        var runs = 0;
        app.Functions.Orchestrator("Child", _ => fails(++runs) ? throw new CustomException("again") : Task.CompletedTask);
        return () => runs;
    }

    private static async Task<OrchestrationMetadata> RunParentAsync(DurableApp app, TaskOptions options)
    {
        app.Functions.Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child", options: options));
        var id = await app.StartAsync("Parent");
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        return await app.EndAsync(id);
    }
}
