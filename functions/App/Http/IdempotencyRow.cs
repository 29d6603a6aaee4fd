using Azure.Data.Tables;

namespace AccessReview.App.Http;

/// <summary>Stores a response in one row. A property holds 64 KiB, a row 1 MiB.</summary>
internal static class IdempotencyRow
{
    private const int Part = 64 * 1024;
    private const int MaxParts = 12;

    /// <summary>Returns null if the response is too large for a row.</summary>
    public static TableEntity? Write(IdempotencyRowKey rowKey, IdempotentAnswer answer, DateTimeOffset at)
    {
        if (answer.Body.Length > Part * MaxParts)
            return null;

        var row = new TableEntity(rowKey.Partition, rowKey.Row)
        {
            ["BodyHash"] = rowKey.BodyHash,
            ["StartedAt"] = at,
            ["Status"] = answer.Status,
            ["ContentType"] = answer.ContentType,
            ["Location"] = answer.Location,
            ["AnswerTag"] = answer.ETag,
        };
        foreach (var (part, index) in answer.Body.Chunk(Part).Select((part, index) => (part, index)))
            row[$"Body{index}"] = part;
        return row;
    }

    public static IdempotentAnswer Read(TableEntity row) => new(
        row.GetInt32("Status") ?? 0,
        row.GetString("ContentType"),
        row.GetString("Location"),
        row.GetString("AnswerTag"),
        [.. Enumerable.Range(0, MaxParts).Select(index => row.GetBinary($"Body{index}")).TakeWhile(part => part is not null).SelectMany(part => part)]);
}
