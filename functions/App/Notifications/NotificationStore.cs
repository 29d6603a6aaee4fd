using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Notifications;

/// <summary>The records of all notifications.</summary>
public sealed class NotificationStore(AppTables tables)
{
    /// <summary>Adds the notification. Returns the existing record if there is one.</summary>
    public async Task<StoredNotification> AddAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await tables.Notifications.AddEntityAsync(notification.ToRow(), cancellationToken);
            return notification with { ETag = answer.Headers.ETag ?? default };
        }
        catch (RequestFailedException clash) when (clash.Status == 409)
        {
            return await FindAsync(notification.Key, cancellationToken) ?? throw new InvalidOperationException("A notification's row is never deleted.", clash);
        }
    }

    public async Task<StoredNotification?> FindAsync(NotificationKey key, CancellationToken cancellationToken)
    {
        var row = await tables.Notifications.FindRowAsync(key.Partition, key.Id, cancellationToken);
        return row is null ? null : StoredNotification.Of(row);
    }

    /// <summary>The notification that was sent by this operation of the mail service; null: unknown, or sent by an earlier build.</summary>
    public async Task<StoredNotification?> FindSentAsync(Guid operation, CancellationToken cancellationToken)
    {
        var (task, mail) = (MailOperation.TaskPartitionOf(operation), MailOperation.MailIdOf(operation));
        return await FindSentAsync(TableClient.CreateQueryFilter($"PartitionKey ge {task} and PartitionKey lt {task + "~"}"), operation, cancellationToken)
            ?? await FindSentAsync(
                TableClient.CreateQueryFilter($"PartitionKey eq {NotificationKey.OfMailId(mail).Partition} and RowKey ge {mail} and RowKey lt {mail + "~"}"), operation, cancellationToken);
    }

    /// <summary>Returns null if another process wrote it meanwhile.</summary>
    public async Task<StoredNotification?> WriteAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        try
        {
            // Replaced, not merged, so that a sent mail is removed from the row.
            var answer = await tables.Notifications.UpdateEntityAsync(notification.ToRow(), notification.ETag, TableUpdateMode.Replace, cancellationToken);
            return notification with { ETag = answer.Headers.ETag ?? default };
        }
        catch (RequestFailedException clash) when (clash.Status == 412)
        {
            return null;
        }
    }

    /// <summary>A retry for the mail service may have got another id, so earlier attempts count too.</summary>
    private async Task<StoredNotification?> FindSentAsync(string filter, Guid operation, CancellationToken cancellationToken)
    {
        await foreach (var row in tables.Notifications.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var notification = StoredNotification.Of(row);
            if (Enumerable.Range(0, notification.Group + 1).Any(group => (notification with { Group = group }).Operation == operation))
                return notification;
        }

        return null;
    }

    /// <summary>All notifications of a task, in the order of the events that caused them.</summary>
    public async Task<IReadOnlyList<StoredNotification>> OfTaskAsync(Domain.Tasks.TaskId task, CancellationToken cancellationToken)
    {
        List<StoredNotification> found = [];
        await foreach (var row in tables.Notifications.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {task.Value}"), cancellationToken: cancellationToken))
            found.Add(StoredNotification.Of(row));
        return [.. found.OrderBy(notification => notification.Notice?.Version)];
    }

    /// <summary>
    /// Deletes mails without a task that were requested before <paramref name="before"/>. A task's notifications are kept
    /// with its history.
    /// </summary>
    public async Task<int> SweepMailsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (first, behind, count) = (NotificationKey.MailPrefix, NotificationKey.MailPrefix + "~", 0);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {behind} and RequestedAt lt {before}");
        await foreach (var row in tables.Notifications.QueryAsync<TableEntity>($"{filter} and {tables.Notifications.Readable}", select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await tables.Notifications.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            count++;
        }

        return count;
    }
}
