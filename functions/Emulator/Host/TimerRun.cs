namespace AccessReview.Emulator.Host;

/// <summary>When a timer function was due last and is due next, in UTC. The names are those of the JSON that a worker reads.</summary>
/// <param name="Last">The default: never yet.</param>
internal sealed record TimerStatus(DateTime Last, DateTime Next, DateTime LastUpdated);

/// <summary>One run of a timer function.</summary>
/// <param name="Status">Null: its schedule is not monitored.</param>
internal sealed record TimerRun(bool IsPastDue, TimerStatus? Status);
