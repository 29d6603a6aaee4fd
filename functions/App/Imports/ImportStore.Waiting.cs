using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.Imports;

/// <summary>Lines about users that wait until the whole file has been read, and which of them were then refused.</summary>
public sealed partial class ImportStore
{
    private const string Waiting = "waiting|";
    private const string IsRefused = "IsRefused";

    /// <summary>Stores the waiting lines of a page. When a page is applied again, other lines than before may wait.</summary>
    internal async Task StoreWaitingAsync(string id, IReadOnlyList<int> page, IReadOnlyList<ImportedLine> waiting, CancellationToken cancellationToken)
    {
        var numbers = waiting.Select(line => line.Number).ToHashSet();
        await foreach (var row in WaitingBetweenAsync(id, page[0], page[^1], cancellationToken))
        {
            if (!numbers.Contains(Read(row).Number))
                await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        }

        await WriteWaitingAsync(id, waiting, isRefused: false, cancellationToken);
    }

    internal async Task<IReadOnlyList<ImportedLine>> ReadWaitingAsync(string id, CancellationToken cancellationToken) =>
        await WaitingBetweenAsync(id, 0, int.MaxValue, cancellationToken).Select(Read).ToListAsync(cancellationToken);

    internal Task RefuseWaitingAsync(string id, IReadOnlyList<ImportedLine> refused, CancellationToken cancellationToken) =>
        WriteWaitingAsync(id, refused, isRefused: true, cancellationToken);

    /// <summary>Returns the numbers of waiting lines that were refused.</summary>
    internal async Task<IReadOnlySet<int>> RefusedWaitingAsync(string id, int first, int last, CancellationToken cancellationToken) =>
        await WaitingBetweenAsync(id, first, last, cancellationToken).Where(row => row.GetBoolean(IsRefused) == true).Select(row => Read(row).Number).ToHashSetAsync(cancellationToken: cancellationToken);

    private async Task ForgetWaitingAsync(string id, CancellationToken cancellationToken)
    {
        await foreach (var row in WaitingBetweenAsync(id, 0, int.MaxValue, cancellationToken))
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    private async Task WriteWaitingAsync(string id, IReadOnlyList<ImportedLine> lines, bool isRefused, CancellationToken cancellationToken)
    {
        var rows = new RowWrites();
        foreach (var line in lines)
        {
            var row = StoredJson.Row(DirectoryKeys.Import(id), WaitingRow(line.Number), line);
            row[IsRefused] = isRefused;
            rows.Upsert(row);
        }

        await rows.SubmitAsync(_table, cancellationToken);
    }

    private IAsyncEnumerable<TableEntity> WaitingBetweenAsync(string id, int first, int last, CancellationToken cancellationToken) => _table.QueryAsync<TableEntity>(
        TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.Import(id)} and RowKey ge {WaitingRow(first)} and RowKey le {WaitingRow(last)}"), cancellationToken: cancellationToken);

    private static ImportedLine Read(TableEntity row) => StoredJson.Read<ImportedLine>(row);

    private static string WaitingRow(int line) => string.Create(CultureInfo.InvariantCulture, $"{Waiting}{line:D10}");
}
