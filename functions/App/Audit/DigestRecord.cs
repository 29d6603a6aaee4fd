using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Audit;

/// <summary>The progress of the digests.</summary>
/// <param name="Chain">Named by the moment when it began.</param>
/// <param name="First">The hour of its first digest.</param>
/// <param name="Next">The hour of the next digest.</param>
/// <param name="Hash">The hash of the newest digest. Before the first one: that of the previous chain, or empty.</param>
public sealed record DigestState(string Chain, string First, string Next, string Hash);

/// <summary>The row with the progress of the digests.</summary>
public sealed class DigestRecord(AppTables tables)
{
    private const string Partition = "digest";
    private const string Row = "state";

    internal async Task<(DigestState State, ETag Tag)?> FindAsync(CancellationToken cancellationToken)
    {
        var row = await tables.Audit.FindRowAsync(Partition, Row, cancellationToken);
        return row is null ? null : (RowJson.Read<DigestState>(row.GetString("State")), row.ETag);
    }

    /// <summary>Returns null if another process wrote it meanwhile.</summary>
    internal async Task<ETag?> SaveAsync(DigestState state, ETag? read, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, Row) { ["State"] = RowJson.Write(state) };
        try
        {
            var answer = read is { } tag
                ? await tables.Audit.UpdateEntityAsync(row, tag, TableUpdateMode.Replace, cancellationToken)
                : await tables.Audit.AddEntityAsync(row, cancellationToken);
            return answer.Headers.ETag;
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412)
        {
            return null;
        }
    }
}
