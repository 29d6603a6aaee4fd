using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.TinyApp;

public sealed class DurableActivities(TimeProvider time)
{
    private static readonly ConcurrentDictionary<string, int> Runs = new();

    [Function(nameof(Open))]
    public static string Open([ActivityTrigger] string id) => $"opened {id}";

    [Function(nameof(Apply))]
    public static string Apply([ActivityTrigger] string answer) => $"applied {answer}";

    [Function(nameof(Notify))]
    public static string Notify([ActivityTrigger] string applied) => $"notified that {applied}";

    [Function(nameof(Double))]
    public static int Double([ActivityTrigger] int value) => value * 2;

    [Function(nameof(Faulty))]
    public static void Faulty([ActivityTrigger] object? input) =>
        throw new InvalidOperationException("Kah-BOOM!", new FormatException("Inner!"));

    [Function(nameof(Outside))]
    public static void Outside([ActivityTrigger] int amount) =>
        throw new ArgumentOutOfRangeException(nameof(amount), amount, "It is out of range.");

    /// <summary>Succeeds at the third attempt.</summary>
    [Function(nameof(Flaky))]
    public static int Flaky([ActivityTrigger] string id)
    {
        var run = Runs.AddOrUpdate(id, 1, (_, runs) => runs + 1);
        return run < 3 ? throw new TimeoutException($"run {run}") : run;
    }

    /// <summary>Returns the time of the app's clock.</summary>
    [Function(nameof(Now))]
    public DateTimeOffset Now([ActivityTrigger] object? input) => time.GetUtcNow();

    /// <summary>Writes a line to a file at each run; the first run ends only with its process.</summary>
    [Function(nameof(Slow))]
    public static async Task<int> Slow([ActivityTrigger] string file)
    {
        await File.AppendAllLinesAsync(file, ["run"]);
        var runs = (await File.ReadAllLinesAsync(file)).Length;
        if (runs == 1)
            await Task.Delay(Timeout.Infinite);
        return runs;
    }
}
