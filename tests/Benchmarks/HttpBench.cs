using System.Diagnostics;
using System.Globalization;
using System.Net;
using AccessReview.Emulator.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Benchmarks;

/// <summary>
/// The host's overhead per request: a function with an empty answer compared with a Kestrel endpoint with an empty answer.
/// Both are called alternately, so that other load on the machine affects both.
/// </summary>
internal static class HttpBench
{
    private const int Rounds = 20;
    private const int RequestsInRound = 200;
    private const int WarmUp = 10_000;

    public static async Task RunAsync(TextWriter report)
    {
        var folder = Directory.CreateTempSubdirectory("http-bench-");
        await using (var host = await TinyHost.StartAsync(folder.FullName))
        await using (var bare = await StartBareAsync())
        {
            var function = new Uri(host.Address, "/api/empty");
            var endpoint = new Uri(bare.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()); // Kestrel has bound it.
            using var worker = Process.GetProcessById(host.Services.GetRequiredService<Worker>().Current!.Process.Id); // It is up.
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            await MeasureAsync(http, function, WarmUp, 32);
            await MeasureAsync(http, endpoint, WarmUp, 32);

            await report.WriteLineAsync("in flight   function p50 ms   bare p50 ms   added ms   CPU of a request ms: caller and host, worker   caller and bare");
            // Frequently called code is recompiled meanwhile, so the part with one request in flight comes last.
            foreach (var inFlight in new[] { 32, 1 })
                await report.WriteLineAsync(await CompareAsync(http, function, endpoint, inFlight, worker));
            await host.StopAsync();
        }

        folder.Delete(recursive: true);
    }

    private static async Task<string> CompareAsync(HttpClient http, Uri function, Uri endpoint, int inFlight, Process worker)
    {
        var (ofFunction, ofBare) = (new List<double>(), new List<double>());
        var (hostCpu, workerCpu, bareCpu) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 0; round < Rounds; round++)
        {
            var (before, workerBefore) = (Environment.CpuUsage.TotalTime, WorkerCpu());
            ofFunction.AddRange(await MeasureAsync(http, function, RequestsInRound, inFlight));
            var between = Environment.CpuUsage.TotalTime;
            (hostCpu, workerCpu) = (hostCpu + between - before, workerCpu + WorkerCpu() - workerBefore);
            ofBare.AddRange(await MeasureAsync(http, endpoint, RequestsInRound, inFlight));
            bareCpu += Environment.CpuUsage.TotalTime - between;
        }

        ofFunction.Sort();
        ofBare.Sort();
        var (p50, bareP50, requests) = (ofFunction[ofFunction.Count / 2], ofBare[ofBare.Count / 2], Rounds * RequestsInRound);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{inFlight,9} {p50,17:F2} {bareP50,13:F2} {p50 - bareP50,10:F2} {hostCpu.TotalMilliseconds / requests,36:F2} {workerCpu.TotalMilliseconds / requests,8:F2} {bareCpu.TotalMilliseconds / requests,17:F2}");

        TimeSpan WorkerCpu()
        {
            worker.Refresh();
            return worker.TotalProcessorTime;
        }
    }

    /// <returns>The duration of each request, in milliseconds.</returns>
    private static async Task<double[]> MeasureAsync(HttpClient http, Uri address, int requests, int inFlight)
    {
        var times = new double[requests];
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = inFlight }, async (i, cancelled) =>
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(address, cancelled);
            if (answer.StatusCode != HttpStatusCode.NoContent)
                throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}.");
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        });
        return times;
    }

    private static async Task<WebApplication> StartBareAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        await server.StartAsync();
        return server;
    }
}
