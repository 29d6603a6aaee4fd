using System.Text;
using Microsoft.Net.Http.Headers;

namespace AccessReview.Emulator.Tables.Batches;

/// <summary>An entity group transaction: nested multipart, whose inner parts are HTTP requests.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions</remarks>
internal sealed class BatchRequest(IReadOnlyList<BatchPart> parts)
{
    private const int MaxOperations = 100;

    public static BatchRequest Parse(string? contentType, ReadOnlyMemory<byte> body)
    {
        var parts = new List<BatchPart>();
        foreach (var part in MultipartText.Split(body, Boundary(contentType)))
        {
            var (headers, content) = MultipartText.Open(part);
            var inner = headers.GetValueOrDefault("Content-Type");
            if (inner?.StartsWith("multipart/mixed", StringComparison.OrdinalIgnoreCase) != true)
                throw TableFaults.NotImplemented();
            foreach (var request in MultipartText.Split(content, Boundary(inner)))
                parts.Add(ReadRequest(MultipartText.Open(request).Content));
        }

        return new BatchRequest(parts);
    }

    /// <summary>Returns the parts as operations of one entity group. A violation of the group's rules is refused with the part's index.</summary>
    public IReadOnlyList<EntityOperation> Operations()
    {
        if (parts.Count == 0)
            throw TableFaults.InvalidInput("The batch is empty.");
        if (parts.Count > MaxOperations)
            throw TableFaults.TooManyOperations().InBatch(MaxOperations - 1);

        var operations = new List<EntityOperation>(parts.Count);
        var rows = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            try
            {
                var operation = part.Operation();
                CheckGroup(operations, operation);
                if (!rows.Add(operation.RowKey))
                    throw TableFaults.DuplicateRow(operation.RowKey);
                operations.Add(operation);
            }
            catch (TableFault fault)
            {
                throw fault.InBatch(operations.Count);
            }
        }

        return operations;
    }

    private static void CheckGroup(List<EntityOperation> operations, EntityOperation operation)
    {
        if (operations is not [var first, ..])
            return;
        if (first.PartitionKey != operation.PartitionKey || !first.Table.Equals(operation.Table, StringComparison.OrdinalIgnoreCase))
            throw TableFaults.DifferentPartitions();
    }

    private static BatchPart ReadRequest(ReadOnlyMemory<byte> request)
    {
        var end = request.Span.IndexOf((byte)'\n');
        var line = end < 0 ? [] : Encoding.UTF8.GetString(request.Span[..end]).TrimEnd('\r').Split(' ');
        if (line.Length != 3)
            throw TableFaults.InvalidInput("A part of the batch is not an HTTP request.");
        var (headers, body) = MultipartText.Open(request[(end + 1)..]);
        return new BatchPart(headers.GetValueOrDefault("X-HTTP-Method") ?? line[0], line[1], headers.GetValueOrDefault("If-Match"), body);
    }

    private static string Boundary(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var media) && media.Boundary.HasValue
            ? HeaderUtilities.RemoveQuotes(media.Boundary).ToString()
            : throw TableFaults.InvalidInput("The batch's boundary is missing.");
}
