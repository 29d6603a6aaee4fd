using AccessReview.App.Email;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Notifications;

/// <summary>The content of a task's notification, and its recipient.</summary>
public sealed record Notice(TaskId Task, int Generation, long Version, NotificationKind Kind, UserId To);

/// <summary>A notification as stored in its row.</summary>
public sealed record StoredNotification(NotificationKey Key, NotificationState State)
{
    public ChannelKey Channel { get; init; } = ChannelKey.Mail;

    /// <summary>Null: a mail that is not about one task.</summary>
    public Notice? Notice { get; init; }

    /// <summary>Set for a mail about several tasks.</summary>
    public Summary? Summary { get; init; }

    /// <summary>True: the content is created right before sending. False: the caller wrote it.</summary>
    public bool IsWrittenLate => Notice is not null || Summary is not null;

    /// <summary>The batch mail that includes it; null: none.</summary>
    public NotificationKey? Batch { get; init; }

    /// <summary>The keys of the notifications that a batch mail includes, as a line each; null: it is no batch mail.</summary>
    public string? Includes { get; init; }

    /// <summary>The id of the notification that could not be delivered by another channel, so that this one is sent; null: none.</summary>
    public string? InsteadOf { get; init; }

    /// <summary>An earlier build began to send it, so its operation ids are those of that build.</summary>
    public bool HasEarlierOperations { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>
    /// The mail as sent. It is kept from the first call until the mail service has accepted it, because a repeat must be
    /// byte-identical. Then it is removed, because it holds a link.
    /// </summary>
    public Mail? Mail { get; init; }

    /// <summary>The channel's own data once it is being sent, as JSON; null: none. Mail has none.</summary>
    public string? Posted { get; init; }

    /// <summary>Numbers the attempts that the mail service must treat as different operations.</summary>
    public int Group { get; init; }

    public DateTimeOffset? FirstSentAt { get; init; }

    /// <summary>The mail service responded with an error, so the mail was not accepted.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>It was sent again without knowing whether the first attempt succeeded.</summary>
    public bool IsResent { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>See <see cref="MailToSend.NotAfter"/>; null: no limit.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Why it was skipped or failed.</summary>
    public string? Reason { get; init; }

    public ETag ETag { get; init; }

    public Guid Operation => HasEarlierOperations ? Key.DeriveOperation(Group) : MailOperation.IdOf(Key, Group);

    public StoredNotification Become(NotificationState next) =>
        State.MayBecome(next) ? this with { State = next } : throw new InvalidOperationException($"A notification that is {State} does not become {next}.");

    /// <summary>Starts again with a new operation, because the mail service would repeat its old response.</summary>
    public StoredNotification TriedAgain() => Become(NotificationState.Pending) with
    {
        Group = Group + 1,
        FirstSentAt = null,
        IsAnswered = false,
        IsResent = false,
        Reason = null,
    };

    /// <summary>It was given up, but the mail service has accepted it.</summary>
    internal StoredNotification FoundAccepted() => Become(NotificationState.Pending).Become(NotificationState.Sending).Become(NotificationState.Accepted) with { Mail = null, Reason = null };

    public TableEntity ToRow()
    {
        var row = ToMailRow();
        if (Channel == ChannelKey.Mail)
            return row;

        row["Channel"] = StoredChannel.NameOf(Channel);
        row["Posted"] = Posted;
        return row;
    }

    private TableEntity ToMailRow() => new(Key.Partition, Key.Id)
    {
        ["State"] = State.ToString(),
        ["Task"] = Notice?.Task.Value,
        ["Generation"] = Notice?.Generation,
        ["Version"] = Notice?.Version,
        ["Kind"] = Notice?.Kind.ToString(),
        ["Recipient"] = Notice?.To.Value ?? Summary?.To.Value,
        ["Summary"] = Summary?.Kind.ToString(),
        ["SummaryAway"] = Summary?.Away?.Value,
        ["SummaryCampaign"] = Summary?.Campaign?.Value,
        ["Gathering"] = Batch?.Id,
        ["Includes"] = Includes,
        ["InsteadOf"] = InsteadOf,
        ["HasEarlierOperations"] = HasEarlierOperations ? true : null,
        ["RequestedAt"] = RequestedAt,
        ["MailTo"] = Mail?.To,
        ["MailToName"] = Mail?.ToName,
        ["MailSubject"] = Mail?.Subject,
        ["MailHtml"] = Mail?.Html,
        ["MailText"] = Mail?.Text,
        ["Group"] = Group,
        ["FirstSentAt"] = FirstSentAt,
        ["IsAnswered"] = IsAnswered,
        ["IsResent"] = IsResent,
        ["AcceptedAt"] = AcceptedAt,
        ["NotAfter"] = NotAfter,
        ["Reason"] = Reason,
    };

    public static StoredNotification Of(TableEntity row) => new(new NotificationKey(row.PartitionKey, row.RowKey), Enum.Parse<NotificationState>(row.GetString("State")))
    {
        Includes = row.GetString("Includes"),
        InsteadOf = row.GetString("InsteadOf"),
        HasEarlierOperations = row.GetBoolean("HasEarlierOperations") ?? IsBeingSentBySchema4(row),
        Channel = row.GetString("Channel") is { } channel ? StoredChannel.Read(channel) : ChannelKey.Mail,
        Posted = row.GetString("Posted") ?? RowBySchema3.PostedOf(row),
        Notice = NoticeOf(row),
        Summary = row.GetString("Summary") is { } summary ? SummaryOf(row, Enum.Parse<SummaryKind>(summary)) : null,
        Batch = row.GetString("Gathering") is { } batch ? NotificationKey.OfMailId(batch) : null,
        RequestedAt = row.GetDateTimeOffset("RequestedAt") ?? default,
        Mail = row.GetString("MailTo") is { } to
            ? new Mail(to, row.GetString("MailToName"), row.GetString("MailSubject"), row.GetString("MailHtml"), row.GetString("MailText"))
            : null,
        Group = row.GetInt32("Group") ?? 0,
        FirstSentAt = row.GetDateTimeOffset("FirstSentAt"),
        IsAnswered = row.GetBoolean("IsAnswered") ?? false,
        IsResent = row.GetBoolean("IsResent") ?? false,
        AcceptedAt = row.GetDateTimeOffset("AcceptedAt"),
        NotAfter = row.GetDateTimeOffset("NotAfter"),
        Reason = row.GetString("Reason"),
        ETag = row.ETag,
    };

    /// <summary>Up to schema 4 operation ids did not say which notification they are about.</summary>
    private static bool IsBeingSentBySchema4(TableEntity row) =>
        row.GetDateTimeOffset("FirstSentAt") is not null && row.GetInt32(AppTable.Schema) is not > 4;

    private static Summary SummaryOf(TableEntity row, SummaryKind kind) =>
        new(kind, UserId.From(row.GetString("Recipient")))
        {
            Away = row.GetString("SummaryAway") is { } away ? UserId.From(away) : null,
            Campaign = row.GetString("SummaryCampaign") is { } campaign ? CampaignId.From(campaign) : null,
        };

    private static Notice? NoticeOf(TableEntity row) => row.GetString("Task") is { } task
        ? new Notice(
            TaskId.From(task),
            row.GetInt32("Generation") ?? 0,
            row.GetInt64("Version") ?? 0,
            Enum.Parse<NotificationKind>(row.GetString("Kind")),
            UserId.From(row.GetString("Recipient")))
        : null;
}
