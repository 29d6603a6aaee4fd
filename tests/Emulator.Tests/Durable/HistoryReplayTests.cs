using AccessReview.Emulator.Durable;
using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Replays;
using Microsoft.DurableTask;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>A history that was made by one code is replayed against another: the same, or one that was changed as people do change code.</summary>
public sealed class HistoryReplayTests
{
    private static readonly TaskOptions Twice = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(5)));

    [Fact]
    public async Task Unchanged_code_follows_its_history_and_asks_for_the_same_once_more()
    {
        await using var app = await StartAsync();
        var recorded = Assert.Single(await RecordAsync(app, Ship));

        var followed = Assert.IsType<Replayed.Followed>(app.Replay.Replay(recorded));

        Assert.Equal("completed", recorded.End);
        Assert.Equal(("completed", recorded.Output), followed.End);
        Assert.Equal(["an activity task named 'Pack'", "a timer task", "an activity task named 'Send'"], followed.Asked.Select(asked => asked.Description));
    }

    [Fact]
    public async Task A_history_that_has_not_ended_is_followed_as_far_as_it_goes()
    {
        await using var app = await StartAsync();
        app.Functions.Orchestrator("Parcel", Ship);
        var id = await app.StartAsync("Parcel", 7);
        await app.RestAsync();
        var recorded = Assert.Single(app.Records.Of(id));

        var followed = Assert.IsType<Replayed.Followed>(app.Replay.Replay(recorded));

        Assert.Equal("running", recorded.End);
        Assert.Equal(("running", null), followed.End);
    }

    [Fact]
    public async Task An_activity_under_another_name_departs_where_history_has_the_old_name()
    {
        await using var app = await StartAsync();
        var recorded = Assert.Single(await RecordAsync(app, Ship));

        app.Functions.Orchestrator("Parcel", async context =>
        {
            await context.CallActivityAsync<string>("Wrap", context.GetInput<int>());
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await context.CallActivityAsync<string>("Send", "box");
        });
        var departed = Assert.IsType<Replayed.Departed>(app.Replay.Replay(recorded));

        Assert.Equal("Pack", Assert.IsType<HistoryEvent.ActivityScheduled>(recorded.Events[departed.Event]).Name);
        Assert.Contains("'Wrap'", departed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_order_departs_at_the_first_step_that_moved()
    {
        await using var app = await StartAsync();
        var recorded = Assert.Single(await RecordAsync(app, Ship));

        app.Functions.Orchestrator("Parcel", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await context.CallActivityAsync<string>("Pack", context.GetInput<int>());
            return await context.CallActivityAsync<string>("Send", "box");
        });
        var departed = Assert.IsType<Replayed.Departed>(app.Replay.Replay(recorded));

        Assert.IsType<HistoryEvent.ActivityScheduled>(recorded.Events[departed.Event]);
        Assert.Contains("a timer task", departed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_more_departs_in_the_turn_that_asks_for_it()
    {
        await using var app = await StartAsync();
        var recorded = Assert.Single(await RecordAsync(app, Ship));

        app.Functions.Orchestrator("Parcel", async context =>
        {
            var weighed = context.CallActivityAsync<string>("Weigh", 1);
            await context.CallActivityAsync<string>("Pack", context.GetInput<int>());
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await weighed;
            return await context.CallActivityAsync<string>("Send", "box");
        });
        Assert.IsType<Replayed.Departed>(app.Replay.Replay(recorded));

        app.Functions.Orchestrator("Parcel", async context =>
        {
            await context.CallActivityAsync<string>("Pack", context.GetInput<int>());
            var weighed = context.CallActivityAsync<string>("Weigh", 1);
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await weighed;
        });
        Assert.Contains("'Weigh'", Assert.IsType<Replayed.Departed>(app.Replay.Replay(recorded)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_less_departs_where_history_has_it()
    {
        await using var app = await StartAsync();
        var recorded = Assert.Single(await RecordAsync(app, Ship));

        app.Functions.Orchestrator("Parcel", async context => await context.CallActivityAsync<string>("Pack", context.GetInput<int>()));
        var departed = Assert.IsType<Replayed.Departed>(app.Replay.Replay(recorded));

        Assert.IsType<HistoryEvent.TimerCreated>(recorded.Events[departed.Event]);
    }

    [Fact]
    public async Task A_branch_on_the_version_follows_what_the_old_release_did()
    {
        await using var app = await StartAsync();
        var recorded = Assert.Single(await RecordAsync(app, Ship));

        app.Functions.Orchestrator("Parcel", context => context.Version == "1.0.0" ? Ship(context) : context.CallActivityAsync<string>("Fly"));

        Assert.IsType<Replayed.Followed>(app.Replay.Replay(recorded));
    }

    [Fact]
    public async Task An_orchestrator_that_is_gone_or_a_version_to_come_is_said_so()
    {
        await using var app = await StartAsync();
        var recorded = Assert.Single(await RecordAsync(app, Ship));

        Assert.Contains("no orchestrator", Assert.IsType<Replayed.Departed>(app.Replay.Replay(recorded with { Orchestration = "Letter" })).Why, StringComparison.Ordinal);
        Assert.Contains("1.0.1", Assert.IsType<Replayed.Departed>(app.Replay.Replay(recorded with { Version = "1.0.1" })).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Executions_that_continued_as_new_are_read_and_replayed_each_by_itself()
    {
        await using var app = await StartAsync();
        var recorded = await RecordAsync(app, async context =>
        {
            await context.CallActivityAsync<string>("Pack", context.GetInput<int>());
            if (context.CurrentUtcDateTime < DurableApp.Monday.UtcDateTime.AddHours(2))
            {
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                context.ContinueAsNew(context.GetInput<int>());
            }

            return "sent";
        });

        Assert.Equal(["continuedAsNew", "continuedAsNew", "completed"], recorded.Select(execution => execution.End));
        Assert.All(recorded, execution => Assert.Equal((execution.End, execution.Output), Assert.IsType<Replayed.Followed>(app.Replay.Replay(execution)).End));
    }

    [Fact]
    public async Task A_failed_try_and_a_failed_end_are_followed_too()
    {
        await using var app = await StartAsync();
        var recorded = Assert.Single(await RecordAsync(app, context => context.CallActivityAsync<string>("Break", 1, Twice)));

        var followed = Assert.IsType<Replayed.Followed>(app.Replay.Replay(recorded));

        Assert.Equal(("failed", recorded.Output), followed.End);
        Assert.Equal(["an activity task named 'Break'", "a timer task", "an activity task named 'Break'"], followed.Asked.Select(asked => asked.Description));
    }

    private static async Task<string> Ship(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync<string>("Pack", context.GetInput<int>());
        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        return await context.CallActivityAsync<string>("Send", "box");
    }

    private static async Task<DurableApp> StartAsync()
    {
        var app = await DurableApp.StartAsync(new DurableEngineOptions { DefaultVersion = "1.0.0", KeepHistories = true });
        foreach (var name in new[] { "Pack", "Send", "Weigh", "Wrap", "Fly" })
            app.Functions.Activity<object, string>(name, _ => "done");
        app.Functions.Activity<object, string>("Break", _ => throw new InvalidOperationException("broken"));
        return app;
    }

    private static async Task<IReadOnlyList<RecordedExecution>> RecordAsync(DurableApp app, Func<TaskOrchestrationContext, Task<string>> run)
    {
        app.Functions.Orchestrator("Parcel", run);
        var id = await app.StartAsync("Parcel", 7);
        await app.AdvanceAsync(TimeSpan.FromHours(3));
        await app.EndAsync(id);
        return app.Records.Of(id);
    }
}
