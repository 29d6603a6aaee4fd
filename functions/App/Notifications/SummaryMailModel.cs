using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>All that a mail about several tasks is written from.</summary>
/// <param name="Kind">What brings them together.</param>
/// <param name="Recipient">Whom it goes to.</param>
/// <param name="Waiting">What waits for them, due first first; as many as are shown.</param>
/// <param name="Count">How many wait.</param>
/// <param name="Ended">What has ended; never together with what was gathered.</param>
/// <param name="At">When it is written.</param>
public sealed record SummaryMailModel(SummaryKind Kind, User Recipient, IReadOnlyList<ReviewTask> Waiting, int Count, IReadOnlyList<ReviewTask> Ended, DateTimeOffset At)
{
    /// <summary>What others have said, of which only a digest tells; never together with what was gathered.</summary>
    public IReadOnlyList<DigestComment> Comments { get; init; } = [];

    /// <summary>More make no mail that anybody reads; the rest is at My work, one link away.</summary>
    public const int MaxShown = 25;

    /// <summary>Who is out of office, by name, for each task that the recipient decides for somebody else.</summary>
    public IReadOnlyDictionary<TaskId, string> InPlaceOf { get; init; } = new Dictionary<TaskId, string>();

    /// <summary>Who is out of office; set for <see cref="SummaryKind.Delegated"/> only.</summary>
    public User? Away { get; init; }

    public LocalTime Time { get; } = new(Recipient.TimeZone);
}
