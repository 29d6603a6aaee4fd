using Grpc.Core;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

public sealed class ExternalEventTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_that_arrives_before_its_wait_is_kept(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Slow", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await context.WaitForExternalEvent<string>("Word");
        });
        var id = await app.StartAsync("Slow");
        await app.Client.RaiseEventAsync(id, "WORD", "early");

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("early", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_of_the_same_name_are_received_in_order(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Collect", async context =>
        {
            var got = new List<int>();
            for (var i = 0; i < 100; i++)
                got.Add(await context.WaitForExternalEvent<int>("n"));
            return got;
        });
        var id = await app.StartAsync("Collect");

        for (var i = 0; i < 100; i++)
            await app.Client.RaiseEventAsync(id, "n", i);

        Assert.Equal(Enumerable.Range(0, 100), (await app.EndAsync(id)).ReadOutputAs<List<int>>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_several_waits_the_newest_gets_the_next_event(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Stack", async context =>
        {
            var (first, second) = (context.WaitForExternalEvent<string>("e"), context.WaitForExternalEvent<string>("e"));
            return $"{await first}:{await second}";
        });
        var id = await app.StartAsync("Stack");
        await app.RestAsync();

        await app.Client.RaiseEventAsync(id, "e", "one");
        await app.Client.RaiseEventAsync(id, "e", "two");

        Assert.Equal("two:one", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_event_after_three_timeouts_is_received(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Patient", async context =>
        {
            var timeouts = 0;
            while (true)
            {
                try
                {
                    return $"{await context.WaitForExternalEvent<string>("e", TimeSpan.FromHours(1))} after {timeouts}";
                }
                catch (OperationCanceledException)
                {
                    timeouts++;
                }
            }
        });
        var id = await app.StartAsync("Patient");
        await app.AdvanceAsync(TimeSpan.FromHours(3.5));

        await app.Client.RaiseEventAsync(id, "e", "seen");

        Assert.Equal("seen after 3", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_wait_consumes_no_event(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Cancels", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var older = context.WaitForExternalEvent<string>("e");
            var newer = context.WaitForExternalEvent<string>("e", cancel.Token);
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            Cancel(cancel);
            return $"{newer.IsCanceled} {await older}";
        });
        var id = await app.StartAsync("Cancels");
        await app.AdvanceAsync(TimeSpan.FromHours(1));

        await app.Client.RaiseEventAsync(id, "e", "kept");

        Assert.Equal("True kept", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_sent_twice_is_received_twice(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Twice", async context =>
            $"{await context.WaitForExternalEvent<string>("e")},{await context.WaitForExternalEvent<string>("e")}");
        var id = await app.StartAsync("Twice");

        await app.Client.RaiseEventAsync(id, "e", "again");
        await app.Client.RaiseEventAsync(id, "e", "again");

        Assert.Equal("again,again", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_for_an_unknown_instance_is_refused_as_by_the_real_host(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Short", _ => Task.CompletedTask);
        var ended = await app.RunAsync("Short");

        var missing = await Assert.ThrowsAsync<RpcException>(() => app.Client.RaiseEventAsync("missing", "e", 1));
        var late = await Assert.ThrowsAsync<RpcException>(() => app.Client.RaiseEventAsync(ended.InstanceId, "e", 1));
        await app.RestAsync();

        Assert.Equal((StatusCode.NotFound, StatusCode.FailedPrecondition), (missing.StatusCode, late.StatusCode));
        Assert.Equal(0, app.Database.Read(connection => connection.Scalar<long>("SELECT count(*) FROM hub_messages")));
        Assert.Null(await app.Client.GetInstanceAsync("missing"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Orchestrations_send_events_to_each_other(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Hears", context => context.WaitForExternalEvent<string>("word"));
        app.Functions.Orchestrator("Speaks", context =>
        {
            context.SendEvent("hearer", "word", "hello");
            return Task.CompletedTask;
        });
        await app.StartAsync("Hears", instanceId: "hearer");

        await app.RunAsync("Speaks");

        Assert.Equal("hello", (await app.EndAsync("hearer")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_timer_of_a_wait_is_cancelled_when_its_event_arrives(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Wins", context => context.WaitForExternalEvent<string>("e", TimeSpan.FromDays(7)));
        var id = await app.StartAsync("Wins");
        await app.RestAsync();

        await app.Client.RaiseEventAsync(id, "e", "first");

        Assert.Equal("first", (await app.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(0, app.Database.Read(connection => connection.Scalar<long>("SELECT count(*) FROM hub_messages")));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await app.StatusAsync(id));
    }

    // Not CancelAsync: that hands the callbacks to another thread, and an orchestrator has only its own.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();
}
