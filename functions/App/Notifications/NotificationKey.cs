using System.Globalization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using UUIDNext;

namespace AccessReview.App.Notifications;

/// <summary>Where a notification is on record. Derived from what causes it: the same cause twice is one notification.</summary>
/// <param name="Partition">The task's, or "mail" and a shard for mails that concern no task.</param>
/// <param name="Id">32 hex digits.</param>
public readonly record struct NotificationKey(string Partition, string Id)
{
    /// <summary>Partitions of mails that concern no task begin with it.</summary>
    public const string MailPrefix = "mail-";

    /// <summary>A namespace of our own (RFC 9562, section 5.5).</summary>
    private static readonly Guid Namespace = new("0d1c7a5e-4f6b-5d0a-9c39-6a2f1b7e8d54");

    /// <param name="channel">Mails' keys are as they were before there was another channel.</param>
    public static NotificationKey Of(
        TaskId task, int generation, NotificationKind kind, UserId recipient, long version, NotificationChannel channel = NotificationChannel.Email)
    {
        var cause = string.Create(CultureInfo.InvariantCulture, $"{task}\n{generation}\n{kind}\n{recipient}\n{version}");
        return new(task.Value, Derive(channel == NotificationChannel.Email ? cause : $"{cause}\n{channel}").ToString("N"));
    }

    public static NotificationKey OfMail(string operationKey) => OfMailId(Derive($"mail\n{operationKey}").ToString("N"));

    /// <summary>One mail for all that a person is told from then on, until its window ends.</summary>
    public static NotificationKey OfBatch(UserId recipient, DateTimeOffset from) => OfMail($"gathering\n{recipient}\n{from:O}");

    /// <summary>The digest of a day of the recipient's own calendar.</summary>
    public static NotificationKey OfDigest(UserId recipient, DateOnly day) => OfMail($"digest\n{recipient}\n{day:O}");

    /// <summary>One mail for what somebody may decide for a person who is out of office.</summary>
    /// <param name="cause">What told of the absence: each absence is another.</param>
    public static NotificationKey OfDelegation(UserId away, UserId recipient, string cause) => OfMail($"delegated\n{away}\n{recipient}\n{cause}");

    internal static NotificationKey OfMailId(string id) => new(MailPrefix + id[..2], id);

    /// <summary>What the mail service knows one attempt by: the same attempt twice is one mail (for five minutes).</summary>
    public Guid OperationOf(int group) => Derive(string.Create(CultureInfo.InvariantCulture, $"{Partition}\n{Id}\n{group}"));

    private static Guid Derive(string name) => Uuid.NewNameBased(Namespace, name);
}
