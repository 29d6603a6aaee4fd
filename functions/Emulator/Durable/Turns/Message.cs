using AccessReview.Emulator.Durable.History;

namespace AccessReview.Emulator.Durable.Turns;

/// <summary>Something that has happened to an instance and that its next turn takes in.</summary>
/// <param name="ExecutionId">The execution it answers; null where it is for whichever runs.</param>
/// <param name="RowId">Its inbox row; null where its timer's or activity's row keeps it safe.</param>
internal sealed record Message(string InstanceId, string? ExecutionId, HistoryEvent Event, long? RowId = null);
