namespace AccessReview.Emulator.Tables.Filters;

/// <summary>The key range that contains all rows of a filter. It may also contain rows that the filter excludes.</summary>
internal sealed record KeyRange(KeyInterval PartitionKey, KeyInterval RowKey)
{
    private static readonly KeyRange All = new(KeyInterval.All, KeyInterval.All);

    public static KeyRange Of(FilterExpression? filter) => filter switch
    {
        AndExpression both => Of(both.Left).And(Of(both.Right)),
        OrExpression either => Of(either.Left).Or(Of(either.Right)),
        ComparisonExpression { Literal.Content: string key } comparison => Of(comparison, key),
        _ => All,
    };

    private static KeyRange Of(ComparisonExpression comparison, string key) => comparison.Property switch
    {
        "PartitionKey" => All with { PartitionKey = KeyInterval.From(comparison.Comparison, key) },
        "RowKey" => All with { RowKey = KeyInterval.From(comparison.Comparison, key) },
        _ => All,
    };

    private KeyRange And(KeyRange other) => new(PartitionKey.And(other.PartitionKey), RowKey.And(other.RowKey));

    private KeyRange Or(KeyRange other) => new(PartitionKey.Or(other.PartitionKey), RowKey.Or(other.RowKey));
}
