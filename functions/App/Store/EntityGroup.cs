using System.Text;
using Azure.Data.Tables;

namespace AccessReview.App.Store;

/// <summary>
/// One entity-group transaction, checked before it is sent. Azurite accepts batches that Azure refuses, so Azure's limits
/// are checked here: 100 actions, 4 MiB, one partition, no row twice.
/// </summary>
public sealed class EntityGroup
{
    public const int MaxActions = 100;
    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly List<TableTransactionAction> _actions = [];
    private readonly HashSet<string> _rows = new(StringComparer.Ordinal);
    private string? _partition;
    private long _bytes;

    public int Count => _actions.Count;

    /// <exception cref="ArgumentException">The action does not fit this group.</exception>
    public EntityGroup Add(TableTransactionActionType type, TableEntity entity, Azure.ETag ifMatch = default)
    {
        _partition ??= entity.PartitionKey;
        _bytes += SizeOf(entity);
        if (entity.PartitionKey != _partition)
            throw new ArgumentException($"A transaction has one partition: {_partition}, not {entity.PartitionKey}.", nameof(entity));
        if (!_rows.Add(entity.RowKey))
            throw new ArgumentException($"A transaction touches a row once: {entity.RowKey}.", nameof(entity));
        if (_actions.Count >= MaxActions)
            throw new ArgumentException($"A transaction has at most {MaxActions} actions.", nameof(entity));
        if (_bytes > MaxBytes)
            throw new ArgumentException($"A transaction has at most {MaxBytes} bytes.", nameof(entity));
        CheckKey(entity.PartitionKey);
        CheckKey(entity.RowKey);

        _actions.Add(new TableTransactionAction(type, entity, ifMatch));
        return this;
    }

    /// <exception cref="TableTransactionFailedException">A condition failed; nothing was written.</exception>
    public Task SubmitAsync(TableClient table, CancellationToken cancellationToken) =>
        _actions.Count == 0 ? Task.CompletedTask : table.SubmitTransactionAsync(_actions, cancellationToken);

    /// <exception cref="ArgumentException">Azure would refuse this key.</exception>
    public static void CheckKey(string key)
    {
        if (Encoding.Unicode.GetByteCount(key) > 1024 || key.Any(character => character is '/' or '\\' or '#' or '?' || char.IsControl(character)))
            throw new ArgumentException("A key has at most 1 KiB and none of / \\ # ? or control characters.", nameof(key));
    }

    // Strings count twice: Azure stores UTF-16.
    private static long SizeOf(TableEntity entity) =>
        entity.Sum(property => (2L * property.Key.Length) + 8 + property.Value switch { string text => 2L * text.Length, byte[] bytes => bytes.Length, _ => 8 });
}
