using AccessReview.Emulator.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>A waiting instance is replayed by a new release, with unchanged or changed code.</summary>
public sealed class ChangedCodeTests
{
    private readonly List<string> _ran = [];

    [Fact]
    public async Task Unchanged_code_follows_its_history_and_repeats_nothing()
    {
        await using var app = await StartAsync();
        var id = await SleepAsync(app);

        await ReleaseAsync(app, "1.0.0", Ship);

        Assert.Equal("Send done", (await app.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["Pack", "Send"], _ran);
    }

    [Theory]
    [InlineData("another name")]
    [InlineData("another order")]
    [InlineData("a step more before")]
    [InlineData("a step more after")]
    [InlineData("a step less")]
    public async Task Code_that_departs_from_its_history_fails_with_a_clear_error(string change)
    {
        await using var app = await StartAsync();
        var id = await SleepAsync(app);

        await ReleaseAsync(app, "1.0.0", context => ChangedAsync(context, change));

        var ended = await app.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("Non-Deterministic workflow detected", ended.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_of_an_old_version_takes_the_branch_of_that_version()
    {
        await using var app = await StartAsync();
        var id = await SleepAsync(app);

        await ReleaseAsync(app, "1.1.0", context => context.Version == "1.0.0" ? Ship(context) : context.CallActivityAsync<string>("Fly"));
        var fresh = await app.RunAsync("Parcel");

        Assert.Equal("Send done", (await app.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal("Fly done", fresh.ReadOutputAs<string>());
    }

    private static async Task<string> Ship(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync<string>("Pack");
        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        return await context.CallActivityAsync<string>("Send");
    }

    private static async Task<string> ChangedAsync(TaskOrchestrationContext context, string change)
    {
        if (change is "another order")
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        if (change is "a step more before")
            await context.CallActivityAsync<string>("Weigh");
        await context.CallActivityAsync<string>(change is "another name" ? "Wrap" : "Pack");
        if (change is "a step more after")
            await context.CallActivityAsync<string>("Weigh");
        if (change is not ("a step less" or "another order"))
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        return await context.CallActivityAsync<string>("Send");
    }

    private async Task<DurableApp> StartAsync()
    {
        var app = await DurableApp.StartAsync(new DurableOptions { DefaultVersion = "1.0.0" });
        foreach (var name in new[] { "Pack", "Send", "Weigh", "Wrap", "Fly" })
        {
            app.Functions.Activity<object, string>(name, _ =>
            {
                _ran.Add(name);
                return $"{name} done";
            });
        }

        return app;
    }

    private static async Task<string> SleepAsync(DurableApp app)
    {
        app.Functions.Orchestrator("Parcel", Ship);
        var id = await app.StartAsync("Parcel");
        await app.RestAsync();
        return id;
    }

    /// <summary>Restarts the process with other code on the same file, then runs everything due in the next hours.</summary>
    private static async Task ReleaseAsync(DurableApp app, string version, Func<TaskOrchestrationContext, Task<string>> code)
    {
        app.Functions.Orchestrator("Parcel", code);
        app.Options = app.Options with { DefaultVersion = version };
        await app.CrashAndRestartAsync();
        await app.AdvanceAsync(TimeSpan.FromHours(3));
    }
}
