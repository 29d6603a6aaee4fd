using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>Features of the real client besides starting, waiting and raising events.</summary>
public sealed class ClientTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tags_are_stored_and_passed_to_sub_orchestrations(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Child", _ => Task.CompletedTask);
        app.Functions.Orchestrator("Parent", context => context.CallSubOrchestratorAsync(
            "Child", options: new SubOrchestrationOptions(instanceId: "kid") { Tags = new Dictionary<string, string> { ["own"] = "1" } }));

        await app.Client.ScheduleNewOrchestrationInstanceAsync(
            "Parent", new StartOrchestrationOptions("mum") { Tags = new Dictionary<string, string> { ["given"] = "2" } });
        var parent = await app.EndAsync("mum");
        var child = await app.EndAsync("kid");

        Assert.Equal("2", parent.Tags["given"]);
        Assert.Equal(("1", "2"), (child.Tags["own"], child.Tags["given"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_finished_instance_is_restarted_with_its_input(bool hasNewId)
    {
        await using var app = await DurableApp.StartAsync(isReplayed: false);
        app.Functions.Orchestrator("Echo", context => Task.FromResult(context.GetInput<string>()), typeof(string));
        await app.RunAsync("Echo", "again", "it");

        var id = await app.Client.RestartAsync("it", hasNewId);

        Assert.Equal("again", (await app.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(hasNewId, id != "it");
    }

    [Fact]
    public async Task A_running_or_missing_instance_is_not_restarted()
    {
        await using var app = await DurableApp.StartAsync(isReplayed: false);
        app.Functions.Orchestrator("Waits", context => context.WaitForExternalEvent<string>("e"));
        await app.StartAsync("Waits", instanceId: "it");

        await Assert.ThrowsAsync<ArgumentException>(() => app.Client.RestartAsync("missing"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Client.RestartAsync("it"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rewound_instance_repeats_only_what_failed(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var (first, second, isBroken) = (0, 0, true);
        app.Functions.Activity<object, int>("First", _ => ++first);
        app.Functions.Activity<object, int>(
            "Second", _ => ++second > 0 && isBroken ? throw new InvalidOperationException("broken") : second);
        app.Functions.Orchestrator("Child", context => context.CallActivityAsync<int>("Second"));
        app.Functions.Orchestrator("Steps", async context =>
            await context.CallActivityAsync<int>("First") + await context.CallSubOrchestratorAsync<int>("Child"));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await app.RunAsync("Steps", instanceId: "it")).RuntimeStatus);

        isBroken = false;
        await app.Client.RewindInstanceAsync("it", "mended");
        await app.RestAsync();

        Assert.Equal(3, (await app.EndAsync("it")).ReadOutputAs<int>());
        Assert.Equal(1, first);
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Client.RewindInstanceAsync("it", "it did not fail"));
    }

    [Fact]
    public async Task The_history_of_an_instance_can_be_read()
    {
        await using var app = await DurableApp.StartAsync(isReplayed: false);
        app.Functions.Activity<int, int>("Double", value => value * 2);
        app.Functions.Orchestrator("Calls", context => context.CallActivityAsync<int>("Double", 4));
        await app.RunAsync("Calls", instanceId: "it");

        var history = await app.Client.GetOrchestrationHistoryAsync("it");

        Assert.Equal(
            [
                EventType.OrchestratorStarted, EventType.ExecutionStarted, EventType.TaskScheduled, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TaskCompleted, EventType.ExecutionCompleted, EventType.OrchestratorCompleted,
            ],
            history.Select(happened => happened.EventType));
        Assert.All(history, happened => Assert.Equal(DurableApp.Monday.UtcDateTime, happened.Timestamp));
        await Assert.ThrowsAsync<ArgumentException>(() => app.Client.GetOrchestrationHistoryAsync("missing"));
    }

    [Fact]
    public async Task Finished_instances_are_listed_by_their_end_time()
    {
        await using var app = await DurableApp.StartAsync(isReplayed: false);
        app.Functions.Orchestrator("Empty", _ => Task.CompletedTask);
        for (var i = 0; i < 3; i++)
            await app.RunAsync("Empty", instanceId: $"early-{i}");
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        await app.RunAsync("Empty", instanceId: "late");

        var first = await app.Client.ListInstanceIdsAsync(completedTimeTo: DurableApp.Monday.AddMinutes(1), pageSize: 2);
        var second = await app.Client.ListInstanceIdsAsync(
            completedTimeTo: DurableApp.Monday.AddMinutes(1), pageSize: 2, lastInstanceKey: first.ContinuationToken);

        Assert.Equal(["early-0", "early-1"], first.Values);
        Assert.Equal(["early-2"], second.Values);
        Assert.Null(second.ContinuationToken);
    }

    [Theory]
    [InlineData("None", "2.0", OrchestrationRuntimeStatus.Completed)]
    [InlineData("Strict", "1.0", OrchestrationRuntimeStatus.Completed)]
    [InlineData("Strict", "0.9", OrchestrationRuntimeStatus.Failed)]
    [InlineData("CurrentOrOlder", "0.9", OrchestrationRuntimeStatus.Completed)]
    [InlineData("CurrentOrOlder", "2.0", OrchestrationRuntimeStatus.Failed)]
    public async Task Instance_versions_run_as_configured_in_host_json(string strategy, string version, object expected)
    {
        await using var app = await DurableApp.StartAsync(new Emulator.Durable.DurableOptions
        {
            DefaultVersion = "1.0",
            VersionMatchStrategy = Enum.Parse<DurableTask.Core.Settings.VersioningSettings.VersionMatchStrategy>(strategy),
            VersionFailureStrategy = DurableTask.Core.Settings.VersioningSettings.VersionFailureStrategy.Fail,
        });
        app.Functions.Orchestrator("Empty", _ => Task.CompletedTask);

        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("Empty", new StartOrchestrationOptions { Version = version });
        var ended = await app.EndAsync(id);

        Assert.Equal(expected, ended.RuntimeStatus);
        Assert.Equal(ended.RuntimeStatus == OrchestrationRuntimeStatus.Failed ? "VersionMismatch" : null, ended.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task An_instance_that_is_terminated_before_its_scheduled_start_never_runs()
    {
        await using var app = await DurableApp.StartAsync(isReplayed: false);
        var hasRun = false;
        app.Functions.Orchestrator("Later", _ =>
        {
            hasRun = true;
            return Task.CompletedTask;
        });
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later", new StartOrchestrationOptions("later", DurableApp.Monday.AddDays(2)));

        await app.Client.TerminateInstanceAsync(id, "not needed");
        var ended = await app.EndAsync(id);
        await app.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "not needed"), (ended.RuntimeStatus, ended.ReadOutputAs<string>()));
        Assert.False(hasRun);
        Assert.Equal(0, app.Count("hub_messages"));
    }
}
