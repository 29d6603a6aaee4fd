using System.Diagnostics;
using System.Globalization;
using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Repository.Tests.Cost;

namespace AccessReview.Benchmarks;

/// <summary>
/// Whole tasks through the HTTP API of the app in a separate process: opened, mailed, decided, effects applied. Two apps
/// alternate: one reaches its tables by HTTP, one without sockets.
/// </summary>
internal static class AppBench
{
    private const int InFlight = 32;
    private const int Rounds = 3;

    public static async Task RunAsync(int tasksInRound, TextWriter report)
    {
        var counts = await Measurement.OfAsync(Lifecycle.All[0]);
        var trips = counts.Where(count => count.Key.StartsWith("tables.", StringComparison.Ordinal)).Sum(count => count.Value);
        await report.WriteLineAsync($"One task: {trips} table round trips, {counts["queue.send"]} queue messages, {counts["mails"]} mails");

        await using var issuer = await OidcIssuer.StartAsync();
        await using var byHttp = await RunningApp.StartAsync(issuer, tasksInRound, "Emulator:TablesWithoutSockets=false");
        await using var without = await RunningApp.StartAsync(issuer, tasksInRound, "Emulator:TablesWithoutSockets=true");
        (string Name, RunningApp App)[] apps = [("HTTP", byHttp), ("no sockets", without)];
        foreach (var (_, app) in apps)
            await TasksAsync(app, tasksInRound);

        await report.WriteLineAsync($"{InFlight} in flight                     a second   CPU each ms   decision p50 ms    p95 ms    p99 ms");
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, app) in apps)
                await report.WriteLineAsync(Line($"tasks, tables by {name}", await TasksAsync(app, tasksInRound)));
            foreach (var (name, app) in apps)
                await report.WriteLineAsync(Line($"decisions, tables by {name}", await DecisionsAsync(app, tasksInRound)));
        }
    }

    /// <summary>Whole tasks.</summary>
    private static Task<Measured> TasksAsync(RunningApp app, int count) => MeasureAsync(app, count, async i =>
    {
        var task = await OpenAsync(app, i);
        var took = await DecideAsync(app, task);
        await app.Outbox.SettledAsync(task.Id);
        return took;
    });

    /// <summary>Decisions of open tasks; their effects run in the same time.</summary>
    private static async Task<Measured> DecisionsAsync(RunningApp app, int count)
    {
        var tasks = new OpenTask[count];
        await Parallel.ForAsync(0, count, Side, async (i, _) => tasks[i] = await OpenAsync(app, i));
        var measured = await MeasureAsync(app, count, i => DecideAsync(app, tasks[i]));
        foreach (var task in tasks)
            await app.Outbox.SettledAsync(task.Id);
        return measured;
    }

    private static async Task<OpenTask> OpenAsync(RunningApp app, int subject)
    {
        var body = new { kind = "certification", user = RunningApp.Subject(subject), entitlement = SmallOrganization.Reader };
        var opened = await app.Opener.PostAsync("/api/v1/tasks", body, HttpStatusCode.Created);
        var task = new OpenTask(opened.GetProperty("id").GetString() ?? "", opened.GetProperty("number").GetInt32());
        await app.Outbox.MailedAsync(task.Number);
        return task;
    }

    private static async Task<double> DecideAsync(RunningApp app, OpenTask task)
    {
        var start = Stopwatch.GetTimestamp();
        await app.Decider.PostAsync($"/api/v1/tasks/{task.Number}/decisions", new { decision = "certify", step = 0 }, HttpStatusCode.OK);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<Measured> MeasureAsync(RunningApp app, int count, Func<int, Task<double>> runAsync)
    {
        var decisions = new double[count];
        var (start, cpu) = (Stopwatch.GetTimestamp(), app.Cpu);
        await Parallel.ForAsync(0, count, Side, async (i, _) => decisions[i] = await runAsync(i));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.Sort(decisions);
        return new Measured(count / seconds, (app.Cpu - cpu).TotalMilliseconds / count, decisions[count / 2], decisions[count * 95 / 100], decisions[count * 99 / 100]);
    }

    private static ParallelOptions Side => new() { MaxDegreeOfParallelism = InFlight };

    private static string Line(string name, Measured of) => string.Create(
        CultureInfo.InvariantCulture, $"{name,-34} {of.Rate,8:F0} {of.Cpu,13:F1} {of.P50,17:F1} {of.P95,9:F1} {of.P99,9:F1}");

    private sealed record OpenTask(string Id, int Number);

    private sealed record Measured(double Rate, double Cpu, double P50, double P95, double P99);
}
