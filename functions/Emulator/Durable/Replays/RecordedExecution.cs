using AccessReview.Emulator.Durable.History;

namespace AccessReview.Emulator.Durable.Replays;

/// <summary>One execution of an orchestration as it was stored: what it began with, all that happened to it, how it ended.</summary>
/// <param name="Version">The release that it ran at, which its code may ask for.</param>
/// <param name="Input">JSON.</param>
/// <param name="End">completed, failed, terminated, continuedAsNew; running or suspended for one that had not ended.</param>
/// <param name="Output">JSON: what it answered, or the input that it continued with.</param>
internal sealed record RecordedExecution(
    string Orchestration, string Version, string InstanceId, string? Input, string End, string? Output, IReadOnlyList<HistoryEvent> Events);
