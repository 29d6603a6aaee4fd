using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

public sealed class RestartTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_waiting_orchestration_continues_after_a_restart(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<string, string>("Greet", name => $"hello {name}");
        app.Functions.Orchestrator("Sleeps", async context =>
        {
            var first = await context.CallActivityAsync<string>("Greet", "before");
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return $"{first}, {await context.CallActivityAsync<string>("Greet", "after")}, {await context.WaitForExternalEvent<string>("word")}";
        });
        var id = await app.StartAsync("Sleeps");
        await app.RestAsync();
        await app.Client.RaiseEventAsync(id, "word", "kept");

        await app.CrashAndRestartAsync();
        await app.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal("hello before, hello after, kept", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_interrupted_activity_runs_again(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var runs = 0;
        var isRunning = new TaskCompletionSource();
        app.Functions.Activity<object, int>("Hangs", async (_, cancellationToken) =>
        {
            if (Interlocked.Increment(ref runs) == 1)
            {
                isRunning.SetResult();
                // It never ends; it is lost with its process.
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }

            return runs;
        });
        app.Functions.Orchestrator("Calls", context => context.CallActivityAsync<int>("Hangs"));
        var id = await app.StartAsync("Calls");
        await isRunning.Task;

        await app.CrashAndRestartAsync();

        Assert.Equal(2, (await app.EndAsync(id)).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_timer_that_became_due_during_downtime_fires_at_start(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Sleeps", context => context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None));
        var id = await app.StartAsync("Sleeps");
        await app.RestAsync();

        app.Clock.Freeze(DurableApp.Monday.AddHours(1));
        await app.CrashAndRestartAsync();

        Assert.Equal(DurableApp.Monday.AddHours(1), (await app.EndAsync(id)).LastUpdatedAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_at_any_moment_loses_nothing_acknowledged(bool isReplayed)
    {
        for (var seed = 0; seed < 6; seed++)
            await SurvivesAsync(seed, isReplayed);
    }

    [Fact]
    public async Task Code_that_departs_from_its_history_after_a_restart_fails_with_a_clear_error()
    {
        await using var app = await DurableApp.StartAsync(isReplayed: false);
        app.Functions.Activity<object, int>("Old", _ => 0);
        app.Functions.Activity<object, int>("New", _ => 0);
        var activity = "Old";
        app.Functions.Orchestrator("Changes", async context =>
        {
            await context.CallActivityAsync(activity);
            await context.WaitForExternalEvent<object>("go");
        });
        var id = await app.StartAsync("Changes");
        await app.RestAsync();

        activity = "New";
        await app.CrashAndRestartAsync();
        await app.Client.RaiseEventAsync(id, "go");
        var details = (await app.EndAsync(id)).FailureDetails;

        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", details?.ErrorType);
        Assert.StartsWith("Non-Deterministic workflow detected: A previous execution", details?.ErrorMessage, StringComparison.Ordinal);
    }

    private static async Task SurvivesAsync(int seed, bool isReplayed)
    {
        var random = new Random(seed);
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<int, int>("Double", value => value * 2);
        app.Functions.Orchestrator("Child", async context => await context.CallActivityAsync<int>("Double", context.GetInput<int>()) + 1, typeof(int));
        app.Functions.Orchestrator("Work", async context =>
        {
            var fanned = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => context.CallActivityAsync<int>("Double", i)));
            var sum = fanned.Sum() + await context.CallSubOrchestratorAsync<int>("Child", 4);
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return sum + await context.WaitForExternalEvent<int>("more");
        });
        var ids = new List<string>();

        for (var i = 0; i < 8; i++)
        {
            ids.Add(await app.StartAsync("Work"));
            await app.Client.RaiseEventAsync(ids[random.Next(ids.Count)], "ignored", 0);
            if (random.Next(3) == 0)
                await app.CrashAndRestartAsync();
            await app.Client.RaiseEventAsync(ids[i], "more", 100);
        }

        await app.CrashAndRestartAsync();
        await app.AdvanceAsync(TimeSpan.FromMinutes(2));
        foreach (var id in ids)
            Assert.Equal(129, (await app.Client.GetInstanceAsync(id, getInputsAndOutputs: true))?.ReadOutputAs<int>());
    }
}
