namespace AccessReview.Emulator.Tables;

/// <summary>A stored row; <see cref="Properties"/> is JSON as <see cref="EntityBody"/> normalizes it.</summary>
internal sealed record StoredEntity(string PartitionKey, string RowKey, long Stamp, byte[] Properties);
