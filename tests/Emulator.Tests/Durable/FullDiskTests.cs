using Grpc.Core;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

public sealed class FullDiskTests
{
    [Fact]
    public async Task An_orchestration_whose_turn_could_not_be_stored_continues_once_there_is_room()
    {
        await using var app = await DurableApp.StartAsync(isReplayed: false);
        app.Functions.Orchestrator("Waits", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(5), CancellationToken.None);
            return "done";
        });
        var id = await app.StartAsync("Waits");
        await app.RestAsync();

        app.Database.IsFull = true;
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        var attempts = app.Database.Faults;
        app.Database.IsFull = false;
        await app.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await app.StatusAsync(id));
        Assert.InRange(attempts, 40, 90);
        Assert.DoesNotContain(app.Logs.Lines, line => line.Contains("could not be run or stored", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_while_nothing_can_be_stored_fails_as_unavailable()
    {
        await using var app = await DurableApp.StartAsync(isReplayed: false);
        app.Database.IsFull = true;

        var refused = await Assert.ThrowsAsync<RpcException>(() => app.StartAsync("Any"));

        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
    }
}
