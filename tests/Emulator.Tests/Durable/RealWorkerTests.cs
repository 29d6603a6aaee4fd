using System.Net.Http.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>The tiny app's orchestrators and activities in a worker process, replayed in each turn.</summary>
public sealed class ReplayedWorkerTests(ReplayedWorkerTests.Running running)
    : RealWorkerTests(running.App), IClassFixture<ReplayedWorkerTests.Running>
{
    public sealed class Running() : RunningWorkerApp(isReplayed: true);
}

/// <summary>The same, with extended sessions.</summary>
public sealed class WarmWorkerTests(WarmWorkerTests.Running running)
    : RealWorkerTests(running.App), IClassFixture<WarmWorkerTests.Running>
{
    public sealed class Running() : RunningWorkerApp(isReplayed: false);
}

public abstract class RealWorkerTests
{
    private readonly WorkerApp _app;

    private protected RealWorkerTests(WorkerApp app) => _app = app;

    [Fact]
    public async Task A_function_starts_an_orchestration_with_its_durable_client_and_gets_the_result()
    {
        var answer = await _app.Host.Client.PostAsync(new Uri("/api/fan-out/20", UriKind.Relative), null);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => i * 2), await answer.Content.ReadFromJsonAsync<int[]>());
    }

    [Fact]
    public async Task An_orchestration_runs_from_start_to_completion()
    {
        var id = await _app.StartAsync("Lifecycle", instanceId: $"life-{Guid.NewGuid():N}");
        await _app.Client.RaiseEventAsync(id, "Answer", "yes");

        Assert.Equal($"opened {id} notified that applied yes", (await _app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_failure_of_an_activity_has_the_details_of_its_exception_and_of_the_inner_one()
    {
        var details = (await _app.RunAsync("CallsFaulty")).FailureDetails;

        Assert.Equal(typeof(TaskFailedException).FullName, details?.ErrorType);
        Assert.Equal("Task 'Faulty' (#0) failed with an unhandled exception: Kah-BOOM!", details?.ErrorMessage);
        Assert.Equal(typeof(InvalidOperationException).FullName, details?.InnerFailure?.ErrorType);
        Assert.Contains("Faulty", details?.InnerFailure?.StackTrace, StringComparison.Ordinal);
        Assert.Equal(typeof(FormatException).FullName, details?.InnerFailure?.InnerFailure?.ErrorType);
        Assert.Equal("Inner!", details?.InnerFailure?.InnerFailure?.ErrorMessage);
    }

    [Fact]
    public async Task Properties_of_an_activity_exception_reach_the_client_through_two_orchestrators()
    {
        var details = (await _app.RunAsync("CallsCallsOutside")).FailureDetails?.InnerFailure?.InnerFailure;

        Assert.Equal(typeof(ArgumentOutOfRangeException).FullName, details?.ErrorType);
        var properties = details?.Properties ?? new Dictionary<string, object?>();
        Assert.Equal(["at", "limits", "name", "nested", "value"], properties.Keys.Order());
        Assert.Equal("amount", properties["name"]);
        Assert.Equal(12.0, properties["value"]);
        // The worker of Functions writes a time as a string.
        Assert.Equal("2026-01-05T09:00:00.0000000Z", properties["at"]);
        Assert.Equal([1.0, "ten", null], Assert.IsType<IEnumerable<object?>>(properties["limits"], exactMatch: false));
        var nested = Assert.IsType<IDictionary<string, object?>>(properties["nested"], exactMatch: false);
        Assert.Equal((true, null), (nested["isFinal"], nested["nothing"]));
    }

    [Fact]
    public async Task A_call_of_a_missing_activity_or_orchestrator_fails()
    {
        var activity = (await _app.RunAsync("CallsMissing")).FailureDetails;
        var orchestrator = (await _app.RunAsync("Missing")).FailureDetails;

        Assert.Equal("ActivityTaskNotFound", activity?.InnerFailure?.ErrorType);
        Assert.Equal("OrchestratorTaskNotFound", orchestrator?.ErrorType);
    }

    [Fact]
    public async Task A_failed_activity_is_retried_as_its_policy_says() =>
        Assert.Equal(3, (await _app.RunAsync("RetriesFlaky")).ReadOutputAs<int>());

    [Fact]
    public async Task An_orchestrator_that_awaits_anything_but_its_context_fails()
    {
        var details = (await _app.RunAsync("AwaitsElsewhere")).FailureDetails;

        Assert.StartsWith("An invalid asynchronous invocation was detected.", details?.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_event_is_lost_duplicated_or_reordered_when_an_instance_continues_as_new()
    {
        var id = await _app.StartAsync("Collects");

        for (var i = 0; i < 25; i++)
            await _app.Client.RaiseEventAsync(id, "Event", i);

        Assert.Equal(Enumerable.Range(0, 25), (await _app.EndAsync(id)).ReadOutputAs<List<int>>());
    }

    [Fact]
    public async Task A_timer_of_ten_days_fires_when_the_clock_is_moved()
    {
        var id = await _app.StartAsync("Sleeps", TimeSpan.FromDays(10));
        await _app.RestAsync();
        var began = (await _app.Client.GetInstanceAsync(id))!.CreatedAt;

        await _app.Clock.AdvanceAsync(TimeSpan.FromDays(11));

        Assert.InRange((await _app.EndAsync(id)).ReadOutputAs<DateTime>() - began, TimeSpan.FromDays(10), TimeSpan.FromDays(10.1));
    }

    [Fact]
    public async Task A_parent_waits_for_its_child_and_shows_its_status()
    {
        var id = await _app.StartAsync("Parent");
        await _app.RestAsync();
        var waiting = await _app.Client.GetInstanceAsync(id, getInputsAndOutputs: true);

        await _app.Client.RaiseEventAsync($"{id}-child", "Word", "hello");

        Assert.Equal("waits for its child", waiting?.ReadCustomStatusAs<string>());
        Assert.Equal($"{id}: {id} gave 5, then hello", (await _app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_orchestration_in_a_real_worker_is_suspended_resumed_and_terminated()
    {
        var id = await _app.StartAsync("Lifecycle");
        await _app.RestAsync();

        await _app.Client.SuspendInstanceAsync(id, "for a test");
        await _app.Client.RaiseEventAsync(id, "Answer", "kept");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await _app.StatusAsync(id));
        await _app.Client.ResumeInstanceAsync(id);
        Assert.Contains("kept", (await _app.EndAsync(id)).ReadOutputAs<string>(), StringComparison.Ordinal);

        var other = await _app.StartAsync("Lifecycle");
        await _app.RestAsync();
        await _app.Client.TerminateInstanceAsync(other, "enough");
        var ended = await _app.EndAsync(other);
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (ended.RuntimeStatus, ended.ReadOutputAs<string>()));
    }
}

public abstract class RunningWorkerApp(bool isReplayed) : IAsyncLifetime
{
    internal WorkerApp App { get; private set; } = null!; // Set before the first test.

    public async ValueTask InitializeAsync() => App = await WorkerApp.StartAsync(isReplayed);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
