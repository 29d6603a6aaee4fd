using System.Diagnostics;
using System.Globalization;
using System.Net;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;

namespace AccessReview.Benchmarks;

/// <summary>
/// The duration of a person's pages with 10,000 open tasks, for 32 concurrent readers in the app's own process. For comparison
/// an empty page is measured under the same load.
/// </summary>
internal static class LongListBench
{
    private const int Tasks = 10_000;
    private const int Readers = 32;
    private const int RequestsEach = 25;

    private static readonly string[] Paths =
    [
        "/my/revocations", "/", "/my/certifications", "/my/certifications?q=mull", "/my/certifications?risk=high", "/my/certifications?group=person", "/my/certifications?order=risk",
    ];

    public static async Task RunAsync(TextWriter report)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await LongList.FillAsync(app, Tasks);
        var cookies = new CookieContainer();
        cookies.Add(app.Emulator.Address, new Cookie("session", await app.Get<Sessions>().StartAsync(UserId.From(LongList.Person), CancellationToken.None)));
        using var reader = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = app.Emulator.Address };

        await report.WriteLineAsync($"{Tasks:N0} tasks, {Readers} readers at once      p50 ms    p99 ms    p99 / p99 of nothing");
        TimeSpan? nothing = null;
        foreach (var path in Paths)
        {
            await MeasureAsync(reader, path, 4);
            var (p50, p99) = await MeasureAsync(reader, path, RequestsEach);
            nothing ??= p99;
            await report.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{path,-38} {p50.TotalMilliseconds,9:F1} {p99.TotalMilliseconds,9:F1} {p99 / nothing.Value,12:F1}"));
        }
    }

    private static async Task<(TimeSpan P50, TimeSpan P99)> MeasureAsync(HttpClient http, string path, int requests)
    {
        var times = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => ReadAsync(http, path, requests)));
        var sorted = times.SelectMany(time => time).Order().ToList();
        return (sorted[sorted.Count / 2], sorted[sorted.Count * 99 / 100]);
    }

    private static async Task<List<TimeSpan>> ReadAsync(HttpClient http, string path, int requests)
    {
        List<TimeSpan> times = [];
        for (var request = 0; request < requests; request++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(path);
            await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        return times;
    }
}
