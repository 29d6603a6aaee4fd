using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>
/// Counts what Azure would bill. What a schedule does is kept apart from what is done for a task: it goes on whether there are
/// tasks or not.
/// </summary>
public sealed class Meter
{
    public const string OfSchedules = "schedules.";

    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly AsyncLocal<bool> _isSchedule = new();
    private ConcurrentDictionary<(string Trigger, bool IsSchedule), bool> _groups = new();

    /// <summary>The same requests to the tables, by function.</summary>
    public TripLog Trips { get; } = new();

    /// <summary>A function app's instances are billed by the time in which anything runs on them, each group of functions on its own.</summary>
    public void BeginMoment() => Interlocked.Exchange(ref _groups, new());

    /// <param name="what">What Azure would bill.</param>
    /// <param name="number">How many of it.</param>
    public void Count(string what, long number = 1) =>
        _counts.AddOrUpdate(_isSchedule.Value ? OfSchedules + what : what, number, (_, before) => before + number);

    /// <summary>What was counted since.</summary>
    public SortedDictionary<string, long> Since(IReadOnlyDictionary<string, long> before) => new(
        _counts.Select(count => KeyValuePair.Create(count.Key, count.Value - before.GetValueOrDefault(count.Key))).Where(count => count.Value != 0).ToDictionary(),
        StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Now() => _counts.ToDictionary();

    /// <summary>Runs of operation, which schedules begin every night, are named after their orchestrator; a task's and a request's orchestrations after those.</summary>
    public static bool IsOfASchedule(string? instance) => instance is [var first, ..] && char.IsUpper(first);

    /// <summary>Worker middleware.</summary>
    public async Task SeeAsync(FunctionContext context, Func<Task> next)
    {
        var trigger = context.FunctionDefinition.InputBindings.Values.Select(binding => binding.Type).First(type => type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
        // Orchestrators are counted by the turns in their histories: here they are awake all the time, in Azure they begin anew each turn.
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
