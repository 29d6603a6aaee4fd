using AccessReview.Emulator.Tables.Filters;

namespace AccessReview.Emulator.Tables;

/// <summary>A page of a table in key order, from <see cref="From"/> on (the first row that the last page did not give).</summary>
internal sealed record EntityQuery(string Table, FilterExpression? Filter, int Top, (string PartitionKey, string RowKey)? From);
