using AccessReview.Emulator.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;
using static DurableTask.Core.Settings.VersioningSettings;

namespace AccessReview.Emulator.Tests.Durable;

public sealed class FailureTests
{
    private const string Boom = "Kah-BOOOOOM!!!";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_activitys_failure_fails_its_orchestration_with_all_its_details(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<object, int>("Faulty", _ => throw new InvalidOperationException(Boom, new CustomException("Inner!")));
        app.Functions.Orchestrator("Faulty", CallFaultyAsync);

        var ended = await app.RunAsync("Faulty");

        var details = ended.FailureDetails;
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, details?.ErrorType);
        Assert.Equal($"Task 'Faulty' (#0) failed with an unhandled exception: {Boom}", details?.ErrorMessage);
        Assert.Contains(nameof(CallFaultyAsync), details?.StackTrace, StringComparison.Ordinal);
        Assert.Equal(typeof(InvalidOperationException).FullName, details?.InnerFailure?.ErrorType);
        Assert.Equal(Boom, details?.InnerFailure?.ErrorMessage);
        Assert.True(details?.InnerFailure?.InnerFailure?.IsCausedBy<CustomException>());
        Assert.Equal("Inner!", details?.InnerFailure?.InnerFailure?.ErrorMessage);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exception_of_an_orchestrator_is_its_failure(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Throws", ThrowAsync);

        var details = (await app.RunAsync("Throws")).FailureDetails;

        Assert.Equal(typeof(CustomException).FullName, details?.ErrorType);
        Assert.Equal(Boom, details?.ErrorMessage);
        Assert.Contains(nameof(ThrowAsync), details?.StackTrace, StringComparison.Ordinal);
        Assert.True(details?.IsCausedBy<Exception>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_orchestrator_can_catch_a_failure_and_compensate(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<object, int>("Faulty", _ => throw new CustomException(Boom));
        app.Functions.Activity<object, string>("Undo", _ => "undone");
        app.Functions.Orchestrator("Saga", async context =>
        {
            try
            {
                await context.CallActivityAsync("Faulty");
                return "done";
            }
            catch (TaskFailedException failed) when (failed.FailureDetails.IsCausedBy<CustomException>())
            {
                return await context.CallActivityAsync<string>("Undo");
            }
        });

        Assert.Equal("undone", (await app.RunAsync("Saga")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Failure_details_survive_a_chain_of_orchestrations(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<object, int>("Throw", _ => throw new CustomException("first", new InvalidOperationException("second", new FormatException("third"))));
        app.Functions.Orchestrator("Child", context => context.CallActivityAsync("Throw"));
        app.Functions.Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child"));

        var parent = (await app.RunAsync("Parent")).FailureDetails;

        var child = parent?.InnerFailure;
        Assert.True(parent?.IsCausedBy<TaskFailedException>());
        Assert.True(child?.IsCausedBy<TaskFailedException>());
        Assert.Contains("'Throw'", child?.ErrorMessage, StringComparison.Ordinal);
        Assert.True(child?.InnerFailure?.IsCausedBy<CustomException>());
        Assert.True(child?.InnerFailure?.InnerFailure?.IsCausedBy<InvalidOperationException>());
        Assert.Equal("third", child?.InnerFailure?.InnerFailure?.InnerFailure?.ErrorMessage);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task A_missing_function_is_not_retried(bool isActivity, bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var asked = 0;
        var retries = TaskOptions.FromRetryHandler(_ => ++asked > 0);
        app.Functions.Orchestrator("Calls", context => isActivity
            ? context.CallActivityAsync("Bogus", options: retries)
            : context.CallSubOrchestratorAsync("Bogus", options: retries));

        var ended = await app.RunAsync("Calls");

        Assert.Equal(isActivity ? "ActivityTaskNotFound" : "OrchestratorTaskNotFound", ended.FailureDetails?.InnerFailure?.ErrorType);
        Assert.Equal(0, asked);
    }

    [Theory]
    [InlineData(VersionFailureStrategy.Reject, OrchestrationRuntimeStatus.Pending)]
    [InlineData(VersionFailureStrategy.Fail, OrchestrationRuntimeStatus.Failed)]
    internal async Task A_newer_version_waits_or_fails_as_host_json_says(VersionFailureStrategy strategy, OrchestrationRuntimeStatus expected)
    {
        await using var app = await DurableApp.StartAsync(new DurableOptions { DefaultVersion = "1.0.0", VersionFailureStrategy = strategy });
        app.Functions.Orchestrator("Versioned", context => Task.FromResult(context.Version));
        var older = await app.Client.ScheduleNewOrchestrationInstanceAsync("Versioned", new StartOrchestrationOptions { Version = "0.9" });
        var newer = await app.Client.ScheduleNewOrchestrationInstanceAsync("Versioned", new StartOrchestrationOptions { Version = "1.0.1" });

        Assert.Equal("0.9", (await app.EndAsync(older)).ReadOutputAs<string>());
        Assert.Equal(expected, await app.StatusAsync(newer));

        app.Options = app.Options with { DefaultVersion = "1.1" };
        await app.CrashAndRestartAsync();
        if (strategy == VersionFailureStrategy.Reject)
            Assert.Equal("1.0.1", (await app.EndAsync(newer)).ReadOutputAs<string>());
    }

    private static Task ThrowAsync(TaskOrchestrationContext context) => throw new CustomException(Boom);

    private static async Task CallFaultyAsync(TaskOrchestrationContext context) => await context.CallActivityAsync("Faulty");
}
