namespace AccessReview.Emulator.Tables;

/// <summary>Rows, and where the next page starts; null at the end.</summary>
internal sealed record EntityPage(IReadOnlyList<StoredEntity> Rows, (string PartitionKey, string RowKey)? Next);
