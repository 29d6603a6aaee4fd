namespace AccessReview.Emulator.Tables;

/// <summary>One change of one entity. Replace and merge without <see cref="IfMatch"/> insert an entity that does not exist.</summary>
internal sealed record EntityOperation(EntityVerb Verb, string Table, string PartitionKey, string RowKey, string? IfMatch, byte[] Properties);
