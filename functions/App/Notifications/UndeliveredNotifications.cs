using System.Globalization;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Notifications;

/// <summary>A mail that the mail service accepted and then reported as not delivered.</summary>
/// <param name="Notification">The notification's id.</param>
/// <param name="To">The recipient; null: the mail is not addressed to a user, for example a sign-in link.</param>
/// <param name="Address">The address.</param>
/// <param name="Reason">A short code.</param>
/// <param name="At">When the mail service tried to deliver it.</param>
/// <param name="Task">The task that it is about; null: none, or several.</param>
public sealed record UndeliveredNotification(string Notification, UserId? To, string Address, string Reason, DateTimeOffset At, TaskId? Task);

/// <summary>
/// The mails that did not arrive, for those who run the system. They lie among the records of mails without a task, so that they are
/// deleted after as many days as those.
/// </summary>
public sealed class UndeliveredNotifications(AppTables tables)
{
    /// <summary>The maximum number of listed mails. If there are more, the mail domain has a problem.</summary>
    public const int Most = 100;

    private const string Partition = NotificationKey.MailPrefix + "undelivered";

    /// <summary>Adds it, or updates its reason.</summary>
    public Task AddAsync(StoredNotification notification, DeliveryReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        ArgumentNullException.ThrowIfNull(report);
        return tables.Notifications.UpsertEntityAsync(
            new TableEntity(Partition, KeyOf(notification))
            {
                ["Notification"] = notification.Key.Id,
                ["Recipient"] = notification.Notice?.To.Value ?? notification.Summary?.To.Value,
                ["Address"] = report.Recipient,
                ["Reason"] = notification.Reason,
                ["At"] = report.At,
                ["Task"] = notification.Notice?.Task.Value,
                ["RequestedAt"] = notification.RequestedAt,
            },
            TableUpdateMode.Replace,
            cancellationToken);
    }

    /// <summary>The newest ones, newest first.</summary>
    public async Task<IReadOnlyList<UndeliveredNotification>> ReadAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        return await tables.Notifications.QueryAsync<TableEntity>($"{filter} and {tables.Notifications.Readable}", Most, cancellationToken: cancellationToken)
            .Take(Most).Select(Of).ToListAsync(cancellationToken);
    }

    // Rows are sorted by key, so the time is counted down.
    private static string KeyOf(StoredNotification notification) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - notification.RequestedAt.UtcTicks:D19}|{notification.Key.Id}");

    private static UndeliveredNotification Of(TableEntity row) => new(
        row.GetString("Notification"),
        row.GetString("Recipient") is { } to ? UserId.From(to) : null,
        row.GetString("Address"),
        row.GetString("Reason"),
        row.GetDateTimeOffset("At") ?? default,
        row.GetString("Task") is { } task ? TaskId.From(task) : null);
}
