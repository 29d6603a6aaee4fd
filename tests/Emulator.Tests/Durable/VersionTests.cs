using AccessReview.Emulator.Durable;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>D-t7: a deployment finds instances of earlier and later releases.</summary>
public sealed class VersionTests
{
    private static readonly DurableOptions Older = new() { DefaultVersion = "1.0.0" };
    private static readonly DurableOptions Newer = new() { DefaultVersion = "1.1.0" };

    [Fact]
    public async Task A_running_instance_keeps_the_version_it_was_started_with()
    {
        await using var app = await StartAsync(Older);
        var id = await app.StartAsync("Waiting");
        await app.RestAsync();

        app.Options = Newer;
        await app.CrashAndRestartAsync();
        await app.Client.RaiseEventAsync(id, "Word", "go");

        Assert.Equal("1.0.0 go", (await app.EndAsync(id)).ReadOutputAs<string>());
        Assert.StartsWith("1.1.0", (await EndedAsync(app, await app.StartAsync("Waiting"))).ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_process_does_not_run_a_newer_instance_and_keeps_its_messages()
    {
        await using var app = await StartAsync(Newer);
        var id = await app.StartAsync("Waiting");
        await app.RestAsync();

        app.Options = Older;
        await app.CrashAndRestartAsync();
        await app.Client.RaiseEventAsync(id, "Word", "go");
        await app.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal(OrchestrationRuntimeStatus.Running, await app.StatusAsync(id));

        // Its messages and the time of its timer are kept for the process that runs its version.
        await app.CrashAndRestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, await app.StatusAsync(id));
        app.Options = Newer;
        await app.CrashAndRestartAsync();
        Assert.Equal("1.1.0 go", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_termination_of_a_newer_instance_waits_for_its_process()
    {
        await using var app = await StartAsync(Newer);
        var id = await app.StartAsync("Waiting");
        await app.RestAsync();

        app.Options = Older;
        await app.CrashAndRestartAsync();
        await app.Client.TerminateInstanceAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Running, await app.StatusAsync(id));

        app.Options = Newer;
        await app.CrashAndRestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, await app.StatusAsync(id));
    }

    private static async Task<DurableApp> StartAsync(DurableOptions options)
    {
        var app = await DurableApp.StartAsync(options);
        app.Functions.Orchestrator("Waiting", async context =>
        {
            var word = context.WaitForExternalEvent<string>("Word");
            using var cancellation = new CancellationTokenSource();
            var hour = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
            if (await Task.WhenAny(word, hour) == word)
#pragma warning disable CA1849 // An orchestrator awaits nothing but its context.
                cancellation.Cancel();
#pragma warning restore CA1849
            return $"{context.Version} {(word.IsCompleted ? await word : "alone")}";
        });
        return app;
    }

    private static async Task<OrchestrationMetadata> EndedAsync(DurableApp app, string id)
    {
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        return await app.EndAsync(id);
    }
}
