namespace AccessReview.Emulator.Tables;

/// <summary>A row as it lies in the store; <see cref="Properties"/> is JSON as <see cref="EntityBody"/> normalises it.</summary>
internal sealed record StoredEntity(string PartitionKey, string RowKey, long Stamp, byte[] Properties);
