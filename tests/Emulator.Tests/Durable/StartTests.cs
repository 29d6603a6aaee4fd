using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

public sealed class StartTests
{
    private static readonly StartOrchestrationOptions OnceForEver = new StartOrchestrationOptions("only")
        .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_fifty_simultaneous_starts_of_one_instance_one_succeeds(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var starts = 0;
        app.Functions.Activity<object, int>("Count", _ => Interlocked.Increment(ref starts));
        app.Functions.Orchestrator("Once", context => context.CallActivityAsync("Count"));

        var attempts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            try
            {
                await app.Client.ScheduleNewOrchestrationInstanceAsync("Once", OnceForEver);
                return true;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return false;
            }
        })));
        await app.EndAsync("only");

        Assert.Equal(1, attempts.Count(won => won));
        Assert.Equal(1, starts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_start_of_an_ended_instance_is_refused_when_every_status_is_checked(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Once", _ => Task.CompletedTask);
        await app.Client.ScheduleNewOrchestrationInstanceAsync("Once", OnceForEver);
        await app.EndAsync("only");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => app.Client.ScheduleNewOrchestrationInstanceAsync("Once", OnceForEver));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_statuses_a_start_is_refused_for_a_running_instance_and_replaces_a_finished_one(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Waits", async context => $"{context.GetInput<int>()} {await context.WaitForExternalEvent<string>("e")}", typeof(int));
        await app.StartAsync("Waits", 1, "it");
        await app.RestAsync();

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => app.StartAsync("Waits", 2, "it"));
        await app.Client.RaiseEventAsync("it", "e", "first");
        await app.EndAsync("it");
        await app.StartAsync("Waits", 3, "it");
        await app.Client.RaiseEventAsync("it", "e", "second");

        Assert.Equal("3 second", (await app.EndAsync("it")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_running_instance_that_is_replaced_is_terminated_first(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Waits", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(context.GetInput<int>()), CancellationToken.None);
            return context.GetInput<int>();
        }, typeof(int));
        await app.StartAsync("Waits", 1, "it");
        await app.RestAsync();

        await app.Client.ScheduleNewOrchestrationInstanceAsync(
            "Waits", 2, new StartOrchestrationOptions("it").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed));
        await app.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.Equal(2, (await app.EndAsync("it")).ReadOutputAs<int>());
        Assert.Equal(DurableApp.Monday.AddDays(2), (await app.EndAsync("it")).LastUpdatedAt);
    }

    [Theory]
    [InlineData(false, false, OrchestrationRuntimeStatus.Completed)]
    [InlineData(false, false, OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed)]
    [InlineData(false, true, OrchestrationRuntimeStatus.Failed)]
    [InlineData(true, false, OrchestrationRuntimeStatus.Failed)]
    [InlineData(true, true, OrchestrationRuntimeStatus.Completed)]
    public async Task A_finished_instance_is_replaced_unless_the_start_names_its_status(
        bool fails, bool isReplaced, params OrchestrationRuntimeStatus[] statuses)
    {
        await using var app = await DurableApp.StartAsync(isReplayed: false);
        app.Functions.Orchestrator(
            "Ends", context => context.GetInput<bool>() ? throw new CustomException("no") : Task.FromResult("new"), typeof(bool));
        var options = new StartOrchestrationOptions("it").WithDedupeStatuses(statuses);
        await app.Client.ScheduleNewOrchestrationInstanceAsync("Ends", fails, options);
        await app.EndAsync("it");

        var start = app.Client.ScheduleNewOrchestrationInstanceAsync("Ends", false, options);

        if (isReplaced)
            Assert.Equal("it", await start);
        else
            await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => start);
        var remains = fails && !isReplaced ? OrchestrationRuntimeStatus.Failed : OrchestrationRuntimeStatus.Completed;
        Assert.Equal(remains, (await app.EndAsync("it")).RuntimeStatus);
    }

    [Fact]
    public async Task Contradictory_start_statuses_are_refused()
    {
        await using var app = await DurableApp.StartAsync(isReplayed: false);

        await Assert.ThrowsAsync<ArgumentException>(() => app.Client.ScheduleNewOrchestrationInstanceAsync(
            "Any", new StartOrchestrationOptions("it").WithDedupeStatuses(OrchestrationRuntimeStatus.Terminated)));
        await Assert.ThrowsAsync<ArgumentException>(() => app.Client.ScheduleNewOrchestrationInstanceAsync(
            "Any", new StartOrchestrationOptions("it") { DedupeStatuses = ["Nonsense"] }));
    }
}
