using System.Diagnostics;
using System.Globalization;
using System.Net;
using AccessReview.Emulator.Host;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class WorkerTests
{
    [Fact]
    public async Task A_crashed_worker_is_restarted()
    {
        await using var host = await TinyHost.StartAsync();
        var first = await host.Client.GetStringAsync("/api/process");

        using var crash = await host.Client.PostAsync("/api/crash", null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, crash.StatusCode);
        await host.Log.WaitForAsync(line => line.Message.StartsWith("Worker restarted", StringComparison.Ordinal));
        Assert.NotEqual(first, await host.Client.GetStringAsync("/api/process"));
    }

    [Fact]
    public async Task Requests_get_503_with_Retry_After_while_no_worker_runs()
    {
        await using var host = await TinyHost.StartAsync(options: options => options with { RestartPause = TimeSpan.FromHours(1) });
        using var crash = await host.Client.PostAsync("/api/crash", null);
        await host.Log.WaitForAsync(line => line.Message.Contains("will be restarted", StringComparison.Ordinal));

        using var answer = await host.Client.GetAsync("/api/hello/Emily");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_function_that_ignores_its_cancellation_after_the_timeout_restarts_the_worker()
    {
        await using var host = await TinyHost.StartAsync(new Dictionary<string, string?> { ["AzureFunctionsJobHost:functionTimeout"] = "00:00:05" });
        // Warm-up, so that the function itself runs when its timeout ends.
        await host.Client.GetStringAsync("/api/process");

        using var answer = await host.Client.GetAsync("/api/hangs");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        await host.Log.WaitForAsync(line => line.Message.StartsWith("Hangs ran longer than 00:00:05", StringComparison.Ordinal));
        await host.Log.WaitForAsync(line => line.Message.StartsWith("Worker restarted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_worker_that_cannot_start_stops_the_start_with_its_output()
    {
        var refusal = await Assert.ThrowsAsync<EmulatorRefusedException>(() => TinyHost.StartAsync(new Dictionary<string, string?> { ["Tiny:Refuses"] = "The tiny app does not want to." }));

        Assert.Contains("The tiny app does not want to.", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task The_worker_stops_cleanly_with_the_host()
    {
        var host = await TinyHost.StartAsync();
        var worker = Process.GetProcessById(int.Parse(await host.Client.GetStringAsync("/api/process"), CultureInfo.InvariantCulture));

        await host.DisposeAsync();

        Assert.True(worker.HasExited);
        Assert.Contains(host.Log.Lines, line => line.Message == "The tiny app has stopped.");
        Assert.DoesNotContain(host.Log.Lines, line => line.Message.Contains("was killed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_worker_ends_when_its_host_is_killed()
    {
        await using var host = await StartedProcess.StartAsync([typeof(Worker).Assembly.Location, TinyHost.Assembly]);
        using var worker = Process.GetProcessById(int.Parse(await host.Client.GetStringAsync("/api/process"), CultureInfo.InvariantCulture));

        host.Process.Kill();

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await worker.WaitForExitAsync(deadline.Token);
    }
}
