using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

public sealed class TimerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_timer_fires_at_its_time_and_not_before(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Sleeper", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(14), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        var id = await app.StartAsync("Sleeper");

        await app.AdvanceAsync(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        var before = await app.StatusAsync(id);
        await app.AdvanceAsync(TimeSpan.FromDays(30));

        Assert.Equal(OrchestrationRuntimeStatus.Running, before);
        Assert.Equal(DurableApp.Monday.AddDays(14).UtcDateTime, (await app.EndAsync(id)).ReadOutputAs<DateTime>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_long_timer_is_split_into_timers_of_three_days(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Sleeper", context => context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None));
        var id = await app.StartAsync("Sleeper");

        await app.AdvanceAsync(TimeSpan.FromDays(8));

        var timers = (await app.Client.GetOrchestrationHistoryAsync(id)).OfType<TimerCreatedEvent>();
        Assert.Equal([3, 6, 7], timers.Select(timer => (timer.FireAt - DurableApp.Monday.UtcDateTime).TotalDays));
        Assert.Equal(DurableApp.Monday.AddDays(7), (await app.EndAsync(id)).LastUpdatedAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Consecutive_timers_fire_in_order_in_one_move_of_the_clock(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<object, int>("Remind", _ => 0);
        app.Functions.Orchestrator("Ladder", async context =>
        {
            var hours = new List<DateTime>();
            for (var rung = 0; rung < 14; rung++)
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddDays(1), CancellationToken.None);
                await context.CallActivityAsync("Remind");
                hours.Add(context.CurrentUtcDateTime);
            }

            return hours;
        });
        var id = await app.StartAsync("Ladder");

        await app.AdvanceAsync(TimeSpan.FromDays(20));

        Assert.Equal(
            Enumerable.Range(1, 14).Select(day => DurableApp.Monday.AddDays(day).UtcDateTime),
            (await app.EndAsync(id)).ReadOutputAs<List<DateTime>>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_timer_in_the_past_fires_at_once(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Late", context => context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await app.RunAsync("Late")).RuntimeStatus);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_orchestration_runs_until_its_last_timer_has_fired_or_is_cancelled(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Leaves", context =>
        {
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return Task.FromResult("left");
        });
        app.Functions.Orchestrator("Cancels", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
            await context.WaitForExternalEvent<object>("go");
            Cancel(cancel);
            return timer.IsCanceled;
        });
        var leaves = await app.StartAsync("Leaves");
        var cancels = await app.StartAsync("Cancels");
        await app.RestAsync();
        await app.Client.RaiseEventAsync(cancels, "go");

        var early = await app.StatusAsync(leaves);
        await app.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.True((await app.EndAsync(cancels)).LastUpdatedAt < DurableApp.Monday.AddMinutes(1));
        Assert.Equal(OrchestrationRuntimeStatus.Running, early);
        Assert.Equal("left", (await app.EndAsync(leaves)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_instance_scheduled_for_later_starts_then_and_receives_earlier_events(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Later", async context =>
            $"{await context.WaitForExternalEvent<string>("word")} {context.CurrentUtcDateTime:d MMM}");
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later", new StartOrchestrationOptions("later", DurableApp.Monday.AddDays(2)));
        await app.Client.RaiseEventAsync(id, "word", "hello");

        var before = await app.StatusAsync(id);
        await app.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.Equal(OrchestrationRuntimeStatus.Pending, before);
        Assert.Equal("hello 7 Jan", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    // Not CancelAsync: that hands the callbacks to another thread, and an orchestrator has only its own.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();
}
