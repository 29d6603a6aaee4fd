using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Notifications;

/// <summary>Lists of notifications that one mail includes, in the recipient's partition.</summary>
public sealed class PendingItems(AppTables tables)
{
    /// <summary>Closed tasks, for the next digest.</summary>
    public const string Ended = "ended";

    /// <summary>Comments, for the next digest.</summary>
    public const string Commented = "commented";

    /// <summary>The list of one batch mail.</summary>
    public static string For(NotificationKey batchMail) => $"gathered|{batchMail.Id}";

    /// <param name="list">The name of the list.</param>
    /// <param name="notice">The content and its recipient.</param>
    /// <param name="key">The notification.</param>
    /// <param name="at">When it was added.</param>
    public Task AddAsync(string list, Notice notice, NotificationKey key, DateTimeOffset at, CancellationToken cancellationToken) => tables.Recipients.UpsertEntityAsync(
        new TableEntity(Recipients.PartitionOf(notice.To), $"{list}|{key.Id}") { ["Task"] = notice.Task.Value, ["At"] = at },
        TableUpdateMode.Replace,
        cancellationToken);

    /// <param name="until">Later items belong to another mail.</param>
    public async Task<IReadOnlyList<NotificationKey>> ReadAsync(UserId user, string list, DateTimeOffset until, CancellationToken cancellationToken) =>
        await RowsAsync(user, list, until, cancellationToken).Select(row => new NotificationKey(row.GetString("Task"), row.RowKey[(list.Length + 1)..])).ToListAsync(cancellationToken);

    public async Task RemoveAsync(UserId user, string list, DateTimeOffset until, CancellationToken cancellationToken)
    {
        foreach (var rows in (await RowsAsync(user, list, until, cancellationToken).ToListAsync(cancellationToken)).Chunk(EntityGroup.MaxActions))
        {
            try
            {
                var group = new EntityGroup();
                foreach (var row in rows)
                    group.Add(TableTransactionActionType.Delete, row, ETag.All);
                await group.SubmitAsync(tables.Recipients, cancellationToken);
            }
            // Another process removes the same list.
            catch (TableTransactionFailedException gone) when (gone.Status == StatusCodes.Status404NotFound)
            {
                foreach (var row in rows)
                    await tables.Recipients.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            }
        }
    }

    private IAsyncEnumerable<TableEntity> RowsAsync(UserId user, string list, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (partition, first, behind) = (Recipients.PartitionOf(user), $"{list}|", $"{list}|~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first} and RowKey lt {behind} and At le {until}");
        return tables.Recipients.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken);
    }
}
