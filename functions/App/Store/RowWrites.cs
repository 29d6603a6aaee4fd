using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Store;

/// <summary>Writes rows of many partitions, in few transactions and in parallel.</summary>
internal sealed class RowWrites
{
    private const int AtOnce = 16;
    private const int MaxRows = 100;
    private const int MaxCharacters = 1024 * 1024;

    private readonly Dictionary<(string Partition, string Row), (TableTransactionActionType Type, TableEntity Entity, ETag IfMatch)> _rows = [];

    /// <summary>Writes a row that is derived from others, so the last write is right.</summary>
    public void Upsert(TableEntity row) => _rows[(row.PartitionKey, row.RowKey)] = (TableTransactionActionType.UpsertReplace, row, default);

    /// <summary>Writes a row, unless others have written it since it was read.</summary>
    /// <param name="row">The row.</param>
    /// <param name="read">The ETag that was read; null: there was no row.</param>
    public void Write(TableEntity row, ETag? read) => _rows[(row.PartitionKey, row.RowKey)] = read is { } tag
        ? (TableTransactionActionType.UpdateReplace, row, tag)
        : (TableTransactionActionType.Add, row, default);

    public void UpsertAll(IEnumerable<TableEntity> rows)
    {
        foreach (var row in rows)
            Upsert(row);
    }

    public bool Holds(TableEntity row) => _rows.ContainsKey((row.PartitionKey, row.RowKey));

    /// <exception cref="RequestFailedException">A row was changed since it was read. Rows of other partitions may already be
    /// written.</exception>
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
