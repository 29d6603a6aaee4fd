using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Store;

/// <summary>Rows of many partitions, written as few transactions as their partitions allow, several at a time.</summary>
internal sealed class RowWrites
{
    private const int AtOnce = 16;
    private const int MaxRows = 100;
    private const int MaxCharacters = 1024 * 1024;

    private readonly Dictionary<(string Partition, string Row), (TableTransactionActionType Type, TableEntity Entity, ETag IfMatch)> _rows = [];

    /// <summary>Writes a row that is derived from others: whoever writes last is right.</summary>
    public void Upsert(TableEntity row) => _rows[(row.PartitionKey, row.RowKey)] = (TableTransactionActionType.UpsertReplace, row, default);

    /// <summary>Writes a row that others may have written since it was read.</summary>
    /// <param name="row">The row.</param>
    /// <param name="read">Its tag as it was read; null: it was not there.</param>
    public void Write(TableEntity row, ETag? read) => _rows[(row.PartitionKey, row.RowKey)] = read is { } tag
        ? (TableTransactionActionType.UpdateReplace, row, tag)
        : (TableTransactionActionType.Add, row, default);

    public void UpsertAll(IEnumerable<TableEntity> rows)
    {
        foreach (var row in rows)
            Upsert(row);
    }

    public bool Holds(TableEntity row) => _rows.ContainsKey((row.PartitionKey, row.RowKey));

    /// <exception cref="RequestFailedException">A row was written by others since it was read; other partitions' rows may be written.</exception>
    public Task SubmitAsync(TableClient table, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(Groups(), options, async (group, token) => await group.SubmitAsync(table, token));
    }

    private IEnumerable<EntityGroup> Groups()
    {
        foreach (var partition in _rows.Values.GroupBy(row => row.Entity.PartitionKey))
        {
            var group = new EntityGroup();
            var characters = 0;
            foreach (var (type, entity, ifMatch) in partition)
            {
                var size = entity.Sum(property => property.Value is string text ? text.Length : 8);
                if (group.Count == MaxRows || (group.Count > 0 && characters + size > MaxCharacters))
                {
                    yield return group;
                    (group, characters) = (new EntityGroup(), 0);
                }

                group.Add(type, entity, ifMatch);
                characters += size;
            }

            yield return group;
        }
    }
}
