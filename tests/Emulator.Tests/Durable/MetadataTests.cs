using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>Metadata of one or many instances, with and without payloads.</summary>
public sealed class MetadataTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Metadata_has_failure_details_only_with_payloads(bool isReplayed)
    {
        await using var app = await StartAsync(isReplayed);
        await app.StartAsync("Ends", true, "it");
        await app.RestAsync();
        await app.Client.RaiseEventAsync("it", "event");
        await app.RestAsync();

        var bare = await app.Client.GetInstanceAsync("it");
        var full = await app.Client.GetInstanceAsync("it", getInputsAndOutputs: true);

        Assert.Equal("Ends", bare?.Name);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, bare?.RuntimeStatus);
        Assert.Null(bare?.SerializedInput);
        Assert.Null(bare?.FailureDetails);
        Assert.Equal("true", full?.SerializedInput);
        Assert.Equal(typeof(CustomException).FullName, full?.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task A_query_returns_payloads_only_when_requested()
    {
        await using var app = await StartAsync(isReplayed: false);
        foreach (var (id, fails) in new[] { ("a-1", false), ("a-2", true), ("b", false) })
            await app.StartAsync("Ends", fails, id);
        await app.RestAsync();

        var running = await QueryAsync(fetches: false);
        await app.Client.RaiseEventAsync("a-1", "event");
        await app.Client.RaiseEventAsync("a-2", "event");
        await app.RestAsync();
        var bare = await QueryAsync(fetches: false);
        var full = await QueryAsync(fetches: true);

        Assert.All(running, one => Assert.Equal(OrchestrationRuntimeStatus.Running, one.RuntimeStatus));
        Assert.Equal([OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed], bare.Select(one => one.RuntimeStatus));
        Assert.All(bare, one => Assert.Null(one.SerializedInput ?? one.SerializedOutput ?? one.FailureDetails?.ErrorType));
        Assert.All(bare, one => Assert.Equal("\"waits\"", one.SerializedCustomStatus));
        Assert.Equal(["false", "true"], full.Select(one => one.SerializedInput));
        Assert.Equal("\"done\"", full[0].SerializedOutput);
        Assert.Equal(typeof(CustomException).FullName, full[1].FailureDetails?.ErrorType);

        Task<List<OrchestrationMetadata>> QueryAsync(bool fetches) => app.Client
            .GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = "a-", FetchInputsAndOutputs = fetches })
            .ToListAsync()
            .AsTask();
    }

    [Fact]
    public async Task A_purge_by_status_leaves_the_other_statuses()
    {
        await using var app = await StartAsync(isReplayed: false);
        foreach (var (id, fails) in new[] { ("done", false), ("failed", true), ("runs", false) })
            await app.StartAsync("Ends", fails, id);
        await app.Client.RaiseEventAsync("done", "event");
        await app.Client.RaiseEventAsync("failed", "event");
        await app.RestAsync();

        var purged = await app.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(
            DurableApp.Monday.AddDays(-1), DurableApp.Monday.AddDays(1), [OrchestrationRuntimeStatus.Failed]));

        Assert.Equal(1, purged.PurgedInstanceCount);
        Assert.NotEqual(false, purged.IsComplete);
        Assert.Null(await app.Client.GetInstanceAsync("failed"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await app.StatusAsync("done"));
        Assert.Equal(OrchestrationRuntimeStatus.Running, await app.StatusAsync("runs"));
    }

    /// <summary>Orchestrator Ends waits for an event and then fails if its input is true.</summary>
    private static async Task<DurableApp> StartAsync(bool isReplayed)
    {
        var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Ends", async context =>
        {
            context.SetCustomStatus("waits");
            await context.WaitForExternalEvent<object>("event");
            return context.GetInput<bool>() ? throw new CustomException("no") : "done";
        }, typeof(bool));
        return app;
    }
}
