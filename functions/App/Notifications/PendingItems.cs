using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;

namespace AccessReview.App.Notifications;

/// <summary>Lists of notifications that one mail is to tell a person together, in the person's partition.</summary>
public sealed class PendingItems(AppTables tables)
{
    /// <summary>What ended, for the next digest.</summary>
    public const string Ended = "ended";

    /// <summary>Comments, for the next digest.</summary>
    public const string Commented = "commented";

    /// <summary>What one gathering mail is to carry.</summary>
    public static string For(NotificationKey batchMail) => $"gathered|{batchMail.Id}";

    /// <param name="list">Which of the person's lists.</param>
    /// <param name="notice">What is to be told, and to whom.</param>
    /// <param name="key">Its notification.</param>
    /// <param name="at">Since when it waits.</param>
    public Task AddAsync(string list, Notice notice, NotificationKey key, DateTimeOffset at, CancellationToken cancellationToken) => tables.Recipients.UpsertEntityAsync(
        new TableEntity(Recipients.PartitionOf(notice.To), $"{list}|{key.Id}") { ["Task"] = notice.Task.Value, ["At"] = at },
        TableUpdateMode.Replace,
        cancellationToken);

    /// <param name="until">Later ones are another mail's.</param>
    public async Task<IReadOnlyList<NotificationKey>> ReadAsync(UserId user, string list, DateTimeOffset until, CancellationToken cancellationToken) =>
        await RowsAsync(user, list, until, cancellationToken).Select(row => new NotificationKey(row.GetString("Task"), row.RowKey[(list.Length + 1)..])).ToListAsync(cancellationToken);

    public async Task RemoveAsync(UserId user, string list, DateTimeOffset until, CancellationToken cancellationToken)
    {
        foreach (var row in await RowsAsync(user, list, until, cancellationToken).ToListAsync(cancellationToken))
            await tables.Recipients.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    private IAsyncEnumerable<TableEntity> RowsAsync(UserId user, string list, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (partition, first, behind) = (Recipients.PartitionOf(user), $"{list}|", $"{list}|~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first} and RowKey lt {behind} and At le {until}");
        return tables.Recipients.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken);
    }
}
