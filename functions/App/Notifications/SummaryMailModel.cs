using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>The data of a mail about several tasks.</summary>
/// <param name="Kind">The kind of mail.</param>
/// <param name="Recipient">The recipient.</param>
/// <param name="Waiting">The open tasks that are shown, by due time.</param>
/// <param name="Count">The number of all open tasks.</param>
/// <param name="Ended">Closed tasks; empty in a batch mail.</param>
/// <param name="At">When the mail is written.</param>
public sealed record SummaryMailModel(SummaryKind Kind, User Recipient, IReadOnlyList<ReviewTask> Waiting, int Count, IReadOnlyList<ReviewTask> Ended, DateTimeOffset At)
{
    /// <summary>Comments of other users, for a digest; empty in a batch mail.</summary>
    public IReadOnlyList<DigestComment> Comments { get; init; } = [];

    /// <summary>A longer mail would not be read. The rest is in My work.</summary>
    public const int MaxShown = 25;

    /// <summary>The name of the user who is out of office, for each task that the recipient has as a delegate.</summary>
    public IReadOnlyDictionary<TaskId, string> OnBehalfOf { get; init; } = new Dictionary<TaskId, string>();

    /// <summary>The user who is out of office; set only for <see cref="SummaryKind.Delegated"/>.</summary>
    public User? Away { get; init; }

    public LocalTime Time { get; } = new(Recipient.TimeZone);
}
