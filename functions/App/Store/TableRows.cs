using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Store;

/// <summary>Single rows: reads that may find nothing, and writes that may conflict.</summary>
internal static class TableRows
{
    /// <summary>Reads a row. Returns null if there is none.</summary>
    /// <param name="select">The columns to read; null: all.</param>
    public static async Task<TableEntity?> FindRowAsync(
        this TableClient table, string partition, string row, CancellationToken cancellationToken, IEnumerable<string>? select = null)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, select, cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Deletes a row as it was read. Returns false if it was changed since.</summary>
    public static async Task<bool> TryDeleteRowAsync(this TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
            return true;
        }
        catch (RequestFailedException clash) when (clash.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>Writes a row that was derived from a read. Returns false if it was changed since.</summary>
    /// <param name="row">The whole row.</param>
    /// <param name="read">The ETag that was read; null: there was no row.</param>
    public static async Task<bool> TryWriteRowAsync(this TableClient table, TableEntity row, ETag? read, CancellationToken cancellationToken)
    {
        try
        {
            if (read is { } tag)
                await table.UpdateEntityAsync(row, tag, TableUpdateMode.Replace, cancellationToken);
            else
                await table.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException clash) when (clash.Status is 409 or 412 || (clash.Status == 404 && read is not null))
        {
            return false;
        }
    }
}
