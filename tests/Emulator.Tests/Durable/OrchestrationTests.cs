using System.Text.Json;
using AccessReview.Emulator.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

public sealed partial class OrchestrationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_orchestration_without_a_task_completes(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Empty", _ => Task.CompletedTask);

        var ended = await app.RunAsync("Empty");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Null(ended.SerializedOutput);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Activities_run_one_after_the_other(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var runs = 0;
        app.Functions.Activity<int, int>("PlusOne", value =>
        {
            Interlocked.Increment(ref runs);
            return value + 1;
        });
        app.Functions.Orchestrator("Chain", async context =>
        {
            var value = context.GetInput<int>();
            for (var i = 0; i < 10; i++)
                value = await context.CallActivityAsync<int>("plusone", value);
            return value;
        }, typeof(int));

        var ended = await app.RunAsync("chain", input: 5);

        Assert.Equal(15, ended.ReadOutputAs<int>());
        Assert.Equal(10, runs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Activities_run_in_parallel_and_their_results_are_collected(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<int, string>("ToText", value => $"{value}");
        app.Functions.Orchestrator("FanOut", async context =>
            (await Task.WhenAll(Enumerable.Range(0, 50).Select(i => context.CallActivityAsync<string>("ToText", i)))).Reverse().ToArray());

        var ended = await app.RunAsync("FanOut");

        Assert.Equal(Enumerable.Range(0, 50).Reverse().Select(i => $"{i}"), ended.ReadOutputAs<string[]>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_custom_status_is_visible_while_the_orchestration_runs(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Status", async context =>
        {
            context.SetCustomStatus(new { stage = "waiting" });
            var status = await context.WaitForExternalEvent<string>("status");
            context.SetCustomStatus(status);
            await context.WaitForExternalEvent<object>("end");
        });
        var id = await app.StartAsync("Status");

        await app.RestAsync();
        var first = await app.Client.GetInstanceAsync(id, getInputsAndOutputs: true);
        await app.Client.RaiseEventAsync(id, "status", "changed");
        await app.RestAsync();
        var second = await app.Client.GetInstanceAsync(id, getInputsAndOutputs: true);

        Assert.Equal("waiting", first?.ReadCustomStatusAs<JsonElement>().GetProperty("stage").GetString());
        Assert.Equal("changed", second?.ReadCustomStatusAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task New_ids_are_unique_and_the_same_in_every_replay(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<Guid, Guid>("Echo", id => id);
        app.Functions.Orchestrator("Ids", async context =>
        {
            var (first, second) = (context.NewGuid(), context.NewGuid());
            var echoed = await context.CallActivityAsync<Guid>("Echo", first);
            return new[] { first, second, echoed, context.NewGuid() };
        });

        var ids = (await app.RunAsync("Ids")).ReadOutputAs<Guid[]>();

        Assert.NotNull(ids);
        Assert.Equal(ids[0], ids[2]);
        Assert.Equal(3, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(5, id.Version));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_replay_safe_logger_writes_each_line_once(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<object, int>("Nothing", _ => 0);
        app.Functions.Orchestrator("Talker", async context =>
        {
            var logger = context.CreateReplaySafeLogger("Talk");
            for (var i = 0; i < 4; i++)
            {
                Say(logger, i);
                await context.CallActivityAsync("Nothing");
            }
        });

        await app.RunAsync("Talker");

        Assert.Equal(["Talk: line 0", "Talk: line 1", "Talk: line 2", "Talk: line 3"], app.Logs.Lines.Where(line => line.StartsWith("Talk:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_orchestrator_can_tell_that_it_is_replaying()
    {
        await using var app = await DurableApp.StartAsync(isReplayed: true);
        var seen = new List<bool>();
        app.Functions.Activity<object, int>("Nothing", _ => 0);
        app.Functions.Orchestrator("Watcher", async context =>
        {
            seen.Add(context.IsReplaying);
            await context.CallActivityAsync("Nothing");
            seen.Add(context.IsReplaying);
            await context.CallActivityAsync("Nothing");
            seen.Add(context.IsReplaying);
        });

        await app.RunAsync("Watcher");

        Assert.Equal([false, true, false, true, true, false], seen);
    }

    [Fact]
    public async Task A_cached_orchestration_is_not_replayed()
    {
        await using var app = await DurableApp.StartAsync(isReplayed: false);
        var starts = 0;
        app.Functions.Activity<object, int>("Nothing", _ => 0);
        app.Functions.Orchestrator("Warm", async context =>
        {
            starts++;
            for (var i = 0; i < 5; i++)
                await context.CallActivityAsync("Nothing");
        });

        await app.RunAsync("Warm");

        Assert.Equal(1, starts);
    }

    [Fact]
    public async Task An_orchestration_evicted_from_the_cache_is_rebuilt()
    {
        await using var app = await DurableApp.StartAsync(new DurableOptions { MaxWarmInstances = 1 });
        app.Functions.Orchestrator("Waiter", async context =>
            await context.WaitForExternalEvent<int>("go") + await context.WaitForExternalEvent<int>("go"));
        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => app.StartAsync("Waiter", instanceId: $"w{i}")));

        foreach (var value in new[] { 1, 2 })
        {
            foreach (var id in ids)
                await app.Client.RaiseEventAsync(id, "go", value);
            await app.RestAsync();
        }

        foreach (var id in ids)
            Assert.Equal(3, (await app.EndAsync(id)).ReadOutputAs<int>());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "line {Number}")]
    private static partial void Say(ILogger logger, int number);
}
