using System.Runtime.CompilerServices;
using AccessReview.App.Directory;
using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Imports;

/// <summary>What a dry run would write, in the partition of the dry run until it ends.</summary>
public sealed partial class ImportStore
{
    private const string DryRunRows = "after|";

    internal static TableEntity DryRunRow(string id, string kind, string key) => new(DirectoryKeys.Import(id), DryRunKey(kind, key));

    internal static TableEntity DryRunRow<T>(string id, string kind, string key, T value) => StoredJson.Row(DirectoryKeys.Import(id), DryRunKey(kind, key), value);

    internal Task<TableEntity?> FindDryRunRowAsync(string id, string kind, string key, CancellationToken cancellationToken) =>
        _table.FindRowAsync(DirectoryKeys.Import(id), DryRunKey(kind, key), cancellationToken);

    internal IAsyncEnumerable<TableEntity> ReadDryRunRowsAsync(string id, string kind, CancellationToken cancellationToken) => RowsFromAsync(id, DryRunKey(kind, ""), cancellationToken);

    internal Task WriteDryRunRowsAsync(IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        var writes = new RowWrites();
        writes.UpsertAll(rows);
        return writes.SubmitAsync(_table, cancellationToken);
    }

    private Task DeleteDryRunRowsAsync(string id, CancellationToken cancellationToken) => DeleteRowsAsync(id, DryRunRows, cancellationToken);

    private async Task DeleteRowsAsync(string id, string first, CancellationToken cancellationToken)
    {
        await foreach (var rows in RowsFromAsync(id, first, cancellationToken).Chunk(EntityGroup.MaxActions).WithCancellation(cancellationToken))
        {
            var group = new EntityGroup();
            foreach (var row in rows)
                group.Add(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), ETag.All);
            await group.SubmitAsync(_table, cancellationToken);
        }
    }

    private async IAsyncEnumerable<TableEntity> RowsFromAsync(string id, string first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.Import(id)} and RowKey ge {first} and RowKey lt {DirectoryKeys.After(first)}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return row;
    }

    private static string DryRunKey(string kind, string key) => $"{DryRunRows}{kind}|{key}";
}
