namespace AccessReview.Emulator.Host;

/// <summary>When a timer function was last due and is next due, in UTC. The names are those of the JSON that a worker reads.</summary>
/// <param name="Last">The default value: never yet.</param>
internal sealed record TimerStatus(DateTime Last, DateTime Next, DateTime LastUpdated);

/// <summary>One run of a timer function.</summary>
/// <param name="Status">Null: the schedule is not monitored.</param>
internal sealed record TimerRun(bool IsPastDue, TimerStatus? Status);
