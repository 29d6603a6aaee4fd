using System.Globalization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;
using UUIDNext;

namespace AccessReview.App.Notifications;

/// <summary>The key of a notification's record. It is derived from the cause, so the same cause gives one notification.</summary>
/// <param name="Partition">The task's id, or "mail-" with a shard for mails without a task.</param>
/// <param name="Id">32 hex digits.</param>
public readonly record struct NotificationKey(string Partition, string Id)
{
    /// <summary>The prefix of the partitions of mails without a task.</summary>
    public const string MailPrefix = "mail-";

    /// <summary>The task that the notification is about; null: it is not about one task.</summary>
    public TaskId? Task => Partition.StartsWith(MailPrefix, StringComparison.Ordinal) || !TaskId.IsWellFormed(Partition) ? null : TaskId.From(Partition);

    /// <summary>The app's own UUID namespace (RFC 9562, section 5.5).</summary>
    private static readonly Guid Namespace = new("0d1c7a5e-4f6b-5d0a-9c39-6a2f1b7e8d54");

    /// <summary>The key of the mail.</summary>
    public static NotificationKey Of(TaskId task, int generation, NotificationKind kind, UserId recipient, long version) =>
        Of(new Notice(task, generation, version, kind, recipient), ChannelKey.Mail);

    /// <param name="channel">Mail keys do not include it, because they were defined before other channels existed.</param>
    public static NotificationKey Of(Notice notice, ChannelKey channel)
    {
        var (task, generation, version, kind, recipient) = notice;
        var cause = string.Create(CultureInfo.InvariantCulture, $"{task}\n{generation}\n{kind}\n{recipient}\n{version}");
        return new(task.Value, Derive(channel == ChannelKey.Mail ? cause : $"{cause}\n{StoredChannel.NameOf(channel)}").ToString("N"));
    }

    /// <summary>The key of the notice's mail.</summary>
    public static NotificationKey Of(Notice notice) => Of(notice, ChannelKey.Mail);

    public static NotificationKey OfMail(string operationKey) => OfMailId(Derive($"mail\n{operationKey}").ToString("N"));

    /// <summary>The batch of a user's window that starts at this time.</summary>
    /// <param name="channel">As in the key of a notification, the key of a batch mail does not include it.</param>
    public static NotificationKey OfBatch(UserId recipient, DateTimeOffset from, ChannelKey channel)
    {
        var cause = $"gathering\n{recipient}\n{from:O}";
        return OfMail(channel == ChannelKey.Mail ? cause : $"{cause}\n{StoredChannel.NameOf(channel)}");
    }

    /// <summary>The batch of the notifications by the next channel, after this batch could not be delivered.</summary>
    public NotificationKey BatchInstead(ChannelKey channel) => OfMail($"instead\n{Id}\n{StoredChannel.NameOf(channel)}");

    /// <summary>The digest of one day of the recipient's calendar.</summary>
    public static NotificationKey OfDigest(UserId recipient, DateOnly day) => OfMail($"digest\n{recipient}\n{day:O}");

    /// <summary>The mail about the tasks that a delegate may decide for a user who is out of office.</summary>
    /// <param name="cause">What started the absence. Each absence has its own mail.</param>
    public static NotificationKey OfDelegation(UserId away, UserId recipient, string cause) => OfMail($"delegated\n{away}\n{recipient}\n{cause}");

    /// <summary>A reminder of a campaign.</summary>
    /// <param name="cause">What caused it. The same cause gives the same reminder.</param>
    /// <param name="channel">As in the key of a batch, the key of a mail does not include it.</param>
    public static NotificationKey OfCampaign(SummaryKind kind, CampaignId campaign, UserId recipient, string cause, ChannelKey channel)
    {
        var key = $"{kind}\n{campaign}\n{recipient}\n{cause}";
        return OfMail(channel == ChannelKey.Mail ? key : $"{key}\n{StoredChannel.NameOf(channel)}");
    }

    internal static NotificationKey OfMailId(string id) => new(MailPrefix + id[..2], id);

    /// <summary>The notification by another channel, after this one could not be delivered. There is one for each.</summary>
    public NotificationKey Instead() => this with { Id = Derive($"instead\n{Partition}\n{Id}").ToString("N") };

    /// <summary>A UUID of one attempt. Up to row schema 4 it was the operation id at the mail service.</summary>
    internal Guid DeriveOperation(int group) => Derive(string.Create(CultureInfo.InvariantCulture, $"{Partition}\n{Id}\n{group}"));

    private static Guid Derive(string name) => Uuid.NewNameBased(Namespace, name);
}
