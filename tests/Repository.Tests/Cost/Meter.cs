using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>
/// Counts what Azure would bill. The work of schedules is counted separately from the work for tasks, because it runs with or
/// without tasks.
/// </summary>
public sealed class Meter
{
    public const string OfSchedules = "schedules.";

    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly AsyncLocal<bool> _isSchedule = new();
    private ConcurrentDictionary<(string Trigger, bool IsSchedule), bool> _groups = new();

    /// <summary>The same requests to the tables, by function.</summary>
    public TripLog Trips { get; } = new();

    /// <summary>
    /// Instances of a function app are billed for the time in which anything runs on them, separately for each group of
    /// functions.
    /// </summary>
    public void BeginMoment() => Interlocked.Exchange(ref _groups, new());

    /// <param name="what">What Azure would bill.</param>
    /// <param name="number">The number of billed units.</param>
    public void Count(string what, long number = 1) =>
        _counts.AddOrUpdate(_isSchedule.Value ? OfSchedules + what : what, number, (_, before) => before + number);

    /// <summary>The counts since then.</summary>
    public SortedDictionary<string, long> Since(IReadOnlyDictionary<string, long> before) => new(
        _counts.Select(count => KeyValuePair.Create(count.Key, count.Value - before.GetValueOrDefault(count.Key))).Where(count => count.Value != 0).ToDictionary(),
        StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Now() => _counts.ToDictionary();

    /// <summary>
    /// Orchestrations that schedules start every night are named after their orchestrator; those of tasks and requests
    /// after the task or request.
    /// </summary>
    public static bool IsOfASchedule(string? instance) => instance is [var first, ..] && char.IsUpper(first);

    /// <summary>Worker middleware.</summary>
    public async Task SeeAsync(FunctionContext context, Func<Task> next)
    {
        var trigger = context.FunctionDefinition.InputBindings.Values.Select(binding => binding.Type).First(type => type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
        // Orchestrators are counted by the turns in their histories: here they stay in memory, in Azure they start again in each turn.
        if (trigger != "orchestrationTrigger")
        {
            _isSchedule.Value = trigger == "timerTrigger" || IsOfASchedule(context.BindingContext.BindingData.GetValueOrDefault("instanceId") as string);
            Count("executions." + trigger[..^"Trigger".Length]);
            if (_groups.TryAdd((trigger, _isSchedule.Value), true))
                Count("moments." + trigger[..^"Trigger".Length]);
        }

        Trips.Enter(context.FunctionDefinition.Name);
        await next();
    }
}
