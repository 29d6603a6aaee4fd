using AccessReview.Emulator.Tables.Filters;

namespace AccessReview.Emulator.Tables;

/// <summary>A page of a table in key order, starting at <see cref="From"/> (the first row after the previous page).</summary>
internal sealed record EntityQuery(string Table, FilterExpression? Filter, int Top, (string PartitionKey, string RowKey)? From);
