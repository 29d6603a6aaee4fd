using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>The data of a mail about several tasks.</summary>
/// <param name="Kind">The kind of mail.</param>
/// <param name="Recipient">The recipient.</param>
/// <param name="At">When the mail is written.</param>
public sealed record SummaryMailModel(SummaryKind Kind, User Recipient, DateTimeOffset At)
{
    /// <summary>All open tasks, in the order of the mail.</summary>
    public IReadOnlyList<SummaryItem> Items { get; init; } = [];

    /// <summary>The open tasks that are shown, with current names, in the order of the mail.</summary>
    public IReadOnlyList<(SummaryItem Item, ReviewTask Task)> Shown { get; init; } = [];

    /// <summary>The comments of other users, oldest first.</summary>
    public IReadOnlyList<DigestComment> Comments { get; init; } = [];

    /// <summary>The closed tasks, in the order of their end.</summary>
    public IReadOnlyList<ReviewTask> Ended { get; init; } = [];

    /// <summary>The name of the user who is out of office, for each task that the recipient has as a delegate.</summary>
    public IReadOnlyDictionary<TaskId, string> OnBehalfOf { get; init; } = new Dictionary<TaskId, string>();

    /// <summary>The notifications that a batch includes; empty in other mails.</summary>
    public IReadOnlyList<Notice> Includes { get; init; } = [];

    /// <summary>The user who is out of office; set only for <see cref="SummaryKind.Delegated"/>.</summary>
    public User? Away { get; init; }

    /// <summary>What is left to do; set only for <see cref="SummaryKind.Overdue"/>.</summary>
    public CampaignRest? Rest { get; init; }

    /// <summary>The number of rows for open tasks, comments and closed tasks.</summary>
    public IReadOnlyList<int> Shares => SummaryRows.Share(Items.Count, Comments.Count, Ended.Count);

    public LocalTime Time { get; } = new(Recipient.TimeZone);
}
