using AccessReview.Emulator.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;
using static DurableTask.Core.Settings.VersioningSettings;

namespace AccessReview.Emulator.Tests.Durable;

public sealed class ContinueAsNewTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_continued_instance_starts_with_its_new_input_and_an_empty_history(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Again", async context =>
        {
            var input = context.GetInput<int>();
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            if (input < 10)
                context.ContinueAsNew(input + 1);
            return input;
        }, typeof(int));
        var id = await app.StartAsync("Again", input: 1);

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(10, (await app.EndAsync(id)).ReadOutputAs<int>());
        Assert.InRange(app.Database.Read(connection => connection.Scalar<long>("SELECT count(*) FROM hub_history")), 1, 8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_instance_can_continue_as_a_newer_version(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(
            new DurableOptions { DefaultVersion = "2.0", ExtendedSessionsEnabled = !isReplayed });
        app.Functions.Orchestrator("Again", context =>
        {
            if (context.Version == "1.0")
                context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "1.1" });
            return Task.FromResult(context.Version);
        });

        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("Again", new StartOrchestrationOptions { Version = "1.0" });

        Assert.Equal("1.1", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_instance_can_continue_with_a_version_and_an_input_when_host_json_compares_no_versions(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(new DurableOptions
        {
            VersionMatchStrategy = VersionMatchStrategy.None,
            ExtendedSessionsEnabled = !isReplayed,
        });
        app.Functions.Orchestrator("Again", async context =>
        {
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            if (context.GetInput<int>() == 0)
                context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "v2", NewInput = 1 });
            return $"{context.Version} {context.GetInput<int>()}";
        }, typeof(int));

        Assert.Equal("v2 1", (await app.RunAsync("Again", 0)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unprocessed_events_are_dropped_only_when_the_instance_says_so(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Drops", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<int>("go");
                context.ContinueAsNew(1, preserveUnprocessedEvents: false);
                return -1;
            }

            return await context.WaitForExternalEvent<int>("n");
        }, typeof(int));
        var id = await app.StartAsync("Drops", input: 0);
        await app.Client.RaiseEventAsync(id, "n", 1);
        await app.Client.RaiseEventAsync(id, "go", 0);
        await app.RestAsync();

        await app.Client.RaiseEventAsync(id, "n", 2);

        Assert.Equal(2, (await app.EndAsync(id)).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task No_event_is_lost_duplicated_or_reordered_whenever_it_arrives(bool isReplayed, bool withCrashes)
    {
        for (var seed = 0; seed < 6; seed++)
            await EveryEventIsSeenOnceAsync(seed, isReplayed, withCrashes);
    }

    private static async Task EveryEventIsSeenOnceAsync(int seed, bool isReplayed, bool withCrashes)
    {
        const int Events = 25;
        var random = new Random(seed);
        var turnsPerExecution = random.Next(1, 4);
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<int, int>("Note", value => value);
        app.Functions.Orchestrator("Count", async context =>
        {
            var seen = context.GetInput<List<int>>() ?? [];
            for (var turn = 0; turn < turnsPerExecution && seen.Count < Events; turn++)
            {
                var value = await context.WaitForExternalEvent<int>("Event");
                seen.Add(await context.CallActivityAsync<int>("Note", value));
                if (value % 3 == 0)
                    await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            }

            if (seen.Count < Events)
                context.ContinueAsNew(seen);
            return seen;
        }, typeof(List<int>));
        var id = await app.StartAsync("Count");

        for (var i = 0; i < Events; i++)
        {
            await app.Client.RaiseEventAsync(id, "event", i);
            switch (random.Next(6))
            {
                case 0:
                    await app.AdvanceAsync(TimeSpan.FromMilliseconds(random.Next(3)));
                    break;
                case 1 when withCrashes:
                    await app.CrashAndRestartAsync();
                    break;
                case 2:
                    await app.RestAsync();
                    break;
                default:
                    break;
            }
        }

        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        var ended = await app.Client.GetInstanceAsync(id, getInputsAndOutputs: true);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended?.RuntimeStatus);
        Assert.Equal(Enumerable.Range(0, Events), ended?.ReadOutputAs<List<int>>());
    }
}
