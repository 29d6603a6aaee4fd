using System.Diagnostics;
using System.Globalization;
using AccessReview.Emulator.Durable.Dispatch;
using AccessReview.Emulator.Durable.Storage;
using AccessReview.Emulator.Host;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Benchmarks;

/// <summary>
/// Life cycles of orchestrations in a real worker: start, activity, wait for an event with a deadline, event, two activities,
/// completed. The client uses gRPC, as in a function; acknowledged state is on disk.
/// </summary>
internal sealed class DurableBench : IAsyncDisposable
{
    private const int InFlight = 32;
    private const int WarmUp = 1_000;

    private readonly FunctionsHostApp _host;
    private readonly GrpcChannel _channel;
    private readonly P.TaskHubSidecarService.TaskHubSidecarServiceClient _client;

    private DurableBench(FunctionsHostApp host)
    {
        _host = host;
        _channel = GrpcChannel.ForAddress(host.Services.GetRequiredService<HostAddresses>().Rpc);
        _client = new P.TaskHubSidecarService.TaskHubSidecarServiceClient(_channel);
    }

    // The host's container disposes it.
    private SqliteOrchestrationService Service => _host.Services.GetRequiredService<SqliteOrchestrationService>();

    public static async Task RunAsync(int count, TextWriter report)
    {
        foreach (var extended in new[] { false, true })
        {
            var folder = Directory.CreateTempSubdirectory("durable-bench-");
            await using (var bench = await StartAsync(folder.FullName, extended))
            {
                var sessions = extended ? "extended sessions" : "replayed";
                await bench.LifecyclesAsync(WarmUp, InFlight);
                var all = await bench.LifecyclesAsync(count, InFlight);
                await report.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    {sessions}, {count} lifecycles, {InFlight} in flight: {count / all.Seconds:F0} a second;
                      event to completed p50 {all.P50:F1} ms, p99 {all.P99:F1} ms;
                      CPU each {all.HostCpu / count:F2} ms in the host, {all.WorkerCpu / count:F2} ms in the worker
                    """));
                var one = await bench.LifecyclesAsync(300, 1);
                await report.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{sessions}, 1 in flight: event to completed p50 {one.P50:F1} ms, p99 {one.P99:F1} ms"));
            }

            folder.Delete(recursive: true);
        }

        await WaitingAsync(count, report);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
    }

    private static async Task WaitingAsync(int count, TextWriter report)
    {
        var folder = Directory.CreateTempSubdirectory("durable-bench-");
        await using (var bench = await StartAsync(folder.FullName, extended: false))
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await Parallel.ForAsync(0, count, Side(InFlight), async (i, _) => await bench.WaitingAsync($"waiting-{i}"));
            var after = GC.GetTotalMemory(forceFullCollection: true);
            await report.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{count} waiting: {(after - before) / 1048576.0:F0} MB in the host"));
        }

        var started = Stopwatch.GetTimestamp();
        await using (var bench = await StartAsync(folder.FullName, extended: false))
        {
            var up = Stopwatch.GetElapsedTime(started);
            await bench.EndAsync("waiting-0");
            var first = Stopwatch.GetElapsedTime(started);
            await report.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{count} waiting: up after {up.TotalSeconds:F1} s, first completion after {first.TotalSeconds:F1} s"));
        }

        folder.Delete(recursive: true);
    }

    private static async Task<DurableBench> StartAsync(string folder, bool extended)
    {
        var sessions = extended ? "true" : "false";
        return new DurableBench(await TinyHost.StartAsync(folder, ("AzureFunctionsJobHost:extensions:durableTask:extendedSessionsEnabled", sessions)));
    }

    private async Task<Measured> LifecyclesAsync(int count, int inFlight)
    {
        var prefix = Guid.NewGuid().ToString("N");
        var latencies = new double[count];
        // The host runs.
        using var worker = Process.GetProcessById(_host.Services.GetRequiredService<Worker>().Current!.Process.Id);
        var (hostCpu, workerCpu) = (Environment.CpuUsage.TotalTime, worker.TotalProcessorTime);
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, count, Side(inFlight), async (i, _) =>
        {
            await WaitingAsync($"{prefix}-{i}");
            var raised = Stopwatch.GetTimestamp();
            await EndAsync($"{prefix}-{i}");
            latencies[i] = Stopwatch.GetElapsedTime(raised).TotalMilliseconds;
        });
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(latencies);
        worker.Refresh();
        return new Measured(
            seconds,
            latencies[count / 2],
            latencies[count * 99 / 100],
            (Environment.CpuUsage.TotalTime - hostCpu).TotalMilliseconds,
            (worker.TotalProcessorTime - workerCpu).TotalMilliseconds);
    }

    private async Task WaitingAsync(string id)
    {
        await _client.StartInstanceAsync(new P.CreateInstanceRequest { InstanceId = id, Name = "Lifecycle" });
        var waits = await Service.WaitAsync(
            id, state => state is { CustomStatus: not null } || state?.OrchestrationStatus.IsFinished() == true, CancellationToken.None);
        if (waits!.OrchestrationStatus.IsFinished()) // The wait above ensures that it exists.
            throw new InvalidOperationException($"The orchestration ended too soon: {waits}");
    }

    private async Task EndAsync(string id)
    {
        await _client.RaiseEventAsync(new P.RaiseEventRequest { InstanceId = id, Name = "Answer", Input = "\"yes\"" });
        var ended = await _client.WaitForInstanceCompletionAsync(new P.GetInstanceRequest { InstanceId = id });
        if (ended.OrchestrationState.OrchestrationStatus != P.OrchestrationStatus.Completed)
            throw new InvalidOperationException($"The orchestration did not complete: {ended.OrchestrationState}");
    }

    private static ParallelOptions Side(int inFlight) => new() { MaxDegreeOfParallelism = inFlight };

    private sealed record Measured(double Seconds, double P50, double P99, double HostCpu, double WorkerCpu);
}
