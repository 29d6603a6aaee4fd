using System.Text.Json;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

public sealed class LifecycleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_terminated_orchestration_has_the_given_output(bool isReplayed)
    {
        await using var app = await WaitingAsync(isReplayed);
        var id = await app.StartAsync("Waits");
        await app.Client.WaitForInstanceStartAsync(id);

        await app.Client.TerminateInstanceAsync(id, new { quote = "I'll be back." });
        var ended = await app.EndAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("I'll be back.", ended.ReadOutputAs<JsonElement>().GetProperty("quote").GetString());
        Assert.Equal(0, app.Database.Read(connection => connection.Scalar<long>("SELECT count(*) FROM hub_messages")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_suspended_orchestration_keeps_events_until_it_is_resumed(bool isReplayed)
    {
        await using var app = await WaitingAsync(isReplayed);
        var id = await app.StartAsync("Waits");
        await app.RestAsync();

        await app.Client.SuspendInstanceAsync(id, "for a test");
        await app.Client.RaiseEventAsync(id, "event", "kept");
        var suspended = await app.StatusAsync(id);
        await app.CrashAndRestartAsync();
        var stillSuspended = await app.StatusAsync(id);
        await app.Client.ResumeInstanceAsync(id, "test is over");

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, suspended);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, stillSuspended);
        Assert.Equal("kept", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_orchestration_can_be_suspended_and_resumed_without_a_reason(bool isReplayed)
    {
        await using var app = await WaitingAsync(isReplayed);
        var id = await app.StartAsync("Waits");
        await app.RestAsync();

        await app.Client.SuspendInstanceAsync(id);
        var suspended = await app.StatusAsync(id);
        await app.Client.ResumeInstanceAsync(id);
        var resumed = await app.StatusAsync(id);

        Assert.Equal((OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Running), (suspended, resumed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Suspending_or_terminating_an_ended_instance_and_resuming_a_running_one_are_refused_as_by_the_real_host(bool isReplayed)
    {
        await using var app = await WaitingAsync(isReplayed);
        var (ended, running) = (await app.StartAsync("Waits"), await app.StartAsync("Waits"));
        await app.Client.RaiseEventAsync(ended, "event", "x");
        await app.EndAsync(ended);

        Task[] refused =
        [
            app.Client.SuspendInstanceAsync(ended), app.Client.TerminateInstanceAsync(ended), app.Client.ResumeInstanceAsync(ended), app.Client.ResumeInstanceAsync(running),
        ];

        foreach (var call in refused)
            Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => app.Client.TerminateInstanceAsync("missing"))).StatusCode);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await app.StatusAsync(ended));
        Assert.Equal(OrchestrationRuntimeStatus.Running, await app.StatusAsync(running));
    }

    [Fact]
    public async Task Metadata_has_payloads_only_when_requested()
    {
        await using var app = await WaitingAsync(isReplayed: false);
        var id = await app.StartAsync("Waits", input: "in");
        await app.RestAsync();

        var bare = await app.Client.GetInstanceAsync(id);
        var full = await app.Client.GetInstanceAsync(id, getInputsAndOutputs: true);

        Assert.Throws<InvalidOperationException>(() => bare?.ReadInputAs<string>());
        Assert.Equal("in", full?.ReadInputAs<string>());
        Assert.Equal(DurableApp.Monday, full?.CreatedAt);
        Assert.True(full?.IsRunning);
    }

    [Fact]
    public async Task A_query_returns_pages_with_a_continuation_token()
    {
        await using var app = await WaitingAsync(isReplayed: false);
        for (var i = 0; i < 21; i++)
            await app.StartAsync("Waits", instanceId: $"page-{i:00}");
        await app.StartAsync("Waits", instanceId: "other");

        var query = app.Client.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = "page-" });
        var pages = await query.AsPages(pageSizeHint: 5).ToListAsync();
        var resumed = await query.AsPages(pages[1].ContinuationToken, pageSizeHint: 4).ToListAsync();

        Assert.Equal([5, 5, 5, 5, 1], pages.Select(page => page.Values.Count));
        Assert.Equal(pages.Skip(2).SelectMany(page => page.Values).Select(one => one.InstanceId), resumed.SelectMany(page => page.Values).Select(one => one.InstanceId));
        Assert.Equal(3, resumed.Count);
    }

    [Fact]
    public async Task A_query_filters_by_status_and_start_time()
    {
        await using var app = await WaitingAsync(isReplayed: false);
        var done = await app.StartAsync("Waits");
        await app.Client.RaiseEventAsync(done, "event", "x");
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        var waits = await app.StartAsync("Waits");
        await app.RestAsync();

        var running = await Ids(new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending] });
        var early = await Ids(new OrchestrationQuery { CreatedTo = DurableApp.Monday.AddMinutes(1) });
        var late = await Ids(new OrchestrationQuery { CreatedFrom = DurableApp.Monday.AddMinutes(1) });
        var elsewhere = await Ids(new OrchestrationQuery { TaskHubNames = ["another"] });

        Assert.Equal([waits], running);
        Assert.Equal([done], early);
        Assert.Equal([waits], late);
        Assert.Empty(elsewhere);

        async Task<List<string>> Ids(OrchestrationQuery query) =>
            await app.Client.GetAllInstancesAsync(query).Select(one => one.InstanceId).ToListAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_ended_instances_are_purged(bool isReplayed)
    {
        await using var app = await WaitingAsync(isReplayed);
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
            ids.Add(await app.StartAsync("Waits"));
        foreach (var id in ids.Take(3))
        {
            await app.Client.RaiseEventAsync(id, "event", "x");
            await app.EndAsync(id);
        }

        var one = await app.Client.PurgeInstanceAsync(ids[0]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Client.PurgeInstanceAsync(ids[3]));
        var rest = await app.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(DurableApp.Monday.AddDays(-1), DurableApp.Monday.AddDays(1)));

        Assert.Equal((1, 2), (one.PurgedInstanceCount, rest.PurgedInstanceCount));
        Assert.Null(await app.Client.GetInstanceAsync(ids[0]));
        Assert.Equal(OrchestrationRuntimeStatus.Running, await app.StatusAsync(ids[3]));
    }

    [Fact]
    public async Task A_wait_for_an_instance_can_start_before_the_instance_exists()
    {
        await using var app = await WaitingAsync(isReplayed: false);
        var (start, end) = (app.Client.WaitForInstanceStartAsync("later"), app.EndAsync("later"));
        Assert.Null(await app.Client.GetInstanceAsync("later"));

        await app.StartAsync("Waits", instanceId: "later");
        var started = await start;
        await app.Client.RaiseEventAsync("later", "event", "over");

        Assert.Equal(OrchestrationRuntimeStatus.Running, started.RuntimeStatus);
        Assert.Equal("over", (await end).ReadOutputAs<string>());
    }

    private static async Task<DurableApp> WaitingAsync(bool isReplayed)
    {
        var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Waits", context => context.WaitForExternalEvent<string>("event", TimeSpan.FromDays(30)));
        return app;
    }
}
