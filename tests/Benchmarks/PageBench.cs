using System.Diagnostics;
using System.Globalization;
using System.Net;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;

namespace AccessReview.Benchmarks;

/// <summary>
/// A page with 100 tasks: bytes over the wire and time until the last byte, over HTTP in the app's own
/// process, so the server's time and a little more. For comparison an empty page is measured.
/// </summary>
internal static class PageBench
{
    public const int MaxBytes = 60_000;
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(50);

    private const int Tasks = 100;
    private const int Rounds = 1_000;
    private const int WarmUp = 200;

    /// <returns>True: both budgets are met.</returns>
    public static async Task<bool> RunAsync(TextWriter report)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await FillAsync(app);
        using var reader = await SignInAsync(app, "olga");

        var (full, empty) = ($"/my/certifications?limit={Tasks}", "/my/revocations");
        await MeasureAsync(reader, full, WarmUp);
        var page = await MeasureAsync(reader, full, Rounds);
        var nothing = await MeasureAsync(reader, empty, Rounds);

        await report.WriteLineAsync("page                         bytes on the wire    p50 ms    p99 ms    p99 / p50 of nothing");
        await report.WriteLineAsync(Line($"My work, {Tasks} tasks", page, nothing));
        await report.WriteLineAsync(Line("My work, nothing waits", nothing, nothing));
        var isKept = page.Bytes < MaxBytes && page.P99 < MaxTime;
        await report.WriteLineAsync(isKept ? "Both budgets are kept." : $"A budget is exceeded: {MaxBytes} bytes, {MaxTime.TotalMilliseconds} ms at p99.");
        return isKept;
    }

    private static async Task FillAsync(TheApp app)
    {
        var people = Enumerable.Range(0, Tasks).Select(number => $"reviewed.person{number:D3}").ToList();
        var admin = app.As(SmallOrganization.Admin);
        await admin.PostAsync(
            "/api/v1/directory/imports",
            new
            {
                users = people.Select((id, number) => new { id, email = $"{id}@example.test", displayName = $"Reviewed Person {number}", managerId = "mia" }),
                grants = people.Select(userId => new { userId, entitlementId = SmallOrganization.Root, accountId = $"{userId}@vault" }),
            },
            HttpStatusCode.Accepted);
        await app.RestAsync();
        foreach (var user in people)
            await admin.PostAsync("/api/v1/tasks", new { kind = "certification", user, entitlement = SmallOrganization.Root }, HttpStatusCode.Created);
        await app.RestAsync();
    }

    private static async Task<HttpClient> SignInAsync(TheApp app, string user)
    {
        var cookies = new CookieContainer();
        cookies.Add(app.Emulator.Address, new Cookie("session", await app.Get<Sessions>().StartAsync(UserId.From(user), CancellationToken.None)));
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = app.Emulator.Address };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, deflate, br, zstd"); // As browsers request it.
        return http;
    }

    private static async Task<Measured> MeasureAsync(HttpClient http, string path, int rounds)
    {
        var (times, bytes) = (new List<TimeSpan>(rounds), 0);
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(path);
            bytes = (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        times.Sort();
        return new Measured(bytes, times[rounds / 2], times[rounds * 99 / 100]);
    }

    private static string Line(string name, Measured page, Measured nothing) => string.Create(
        CultureInfo.InvariantCulture, $"{name,-28} {page.Bytes,17} {page.P50.TotalMilliseconds,9:F1} {page.P99.TotalMilliseconds,9:F1} {page.P99 / nothing.P50,23:F1}");

    private sealed record Measured(int Bytes, TimeSpan P50, TimeSpan P99);
}
