using AccessReview.App.Links;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>The result of preparing a mail, right before it is sent.</summary>
public abstract record Preparation
{
    private Preparation()
    {
    }

    public sealed record Ready(TaskMailModel Matter) : Preparation
    {
        /// <summary>The live links of the task, for a mail with a link; null: not read.</summary>
        public Task<IReadOnlyList<IssuedLink>>? Links { get; init; }

        /// <summary>The notifications of a batch that this mail includes; empty: it is not a batch.</summary>
        public IReadOnlyList<Notice> Includes { get; init; } = [];
    }

    public sealed record ReadySummary(SummaryMailModel Matter) : Preparation;

    public sealed record Skip(string Reason) : Preparation;

    public sealed record Impossible(string Reason) : Preparation;
}

/// <summary>The data of a task's mail.</summary>
/// <param name="Notice">The content and its recipient.</param>
/// <param name="Task">The task as it is now, with current names and the effective risk.</param>
/// <param name="Events">Its history.</param>
/// <param name="Facts">The directory data of the users involved.</param>
/// <param name="Recipient">The recipient.</param>
public sealed record TaskMailModel(Notice Notice, ReviewTask Task, IReadOnlyList<TaskEvent> Events, DirectoryFacts Facts, User Recipient)
{
    /// <summary>Why nothing is left to decide in a task that is still open; null: there is something.</summary>
    public ObsoleteCause? NothingLeft { get; init; }

    /// <summary>Why the access can only be removed; null: it may stay.</summary>
    public ObsoleteCause? OnlyRemoval { get; init; }

    /// <summary>The decisions that are possible now.</summary>
    public IReadOnlyList<Decision> Decisions { get; init; } = KindRules.DecisionsOf(Task.Kind);

    /// <summary>Until when the recipient can undo their own decision; null: they cannot.</summary>
    public DateTimeOffset? UndoUntil { get; init; }

    /// <summary>The recipient decides only after sign-in: the risk is high, or the organization wants it.</summary>
    public bool RequiresSignIn { get; init; }

    /// <summary>The access as it is now, or as the last decider saw it; null: not read, because the mail does not show it.</summary>
    public TaskContext? Context { get; init; }

    /// <summary>The evidence beside the decision; null: not read.</summary>
    public EvidenceLine? Evidence => Context is var (access, isFrozen) ? EvidenceText.Of(Task.Kind, access, Time, isFrozen) : null;

    public LocalTime Time { get; } = new(Recipient.TimeZone);

    /// <summary>When the mail is written; null: not known, so that today is not marked.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Comments from this version on have their own notification; null: not read.</summary>
    public long? CommentsBefore { get; init; }

    /// <summary>The comments of this notification: its own comment and later ones, without those of the recipient.</summary>
    public IReadOnlyList<TaskEvent.Commented> NewComments =>
    [
        .. Events
            .Take((int)Math.Min(CommentsBefore - 1 ?? Events.Count, Events.Count))
            .Skip((int)Math.Max(Notice.Version - 1, 0))
            .OfType<TaskEvent.Commented>()
            .Where(comment => comment.By.User != Recipient.Id),
    ];

    /// <summary>The event that caused the notification; null: it is not about one event.</summary>
    public TaskEvent? Cause => Notice.Version >= 1 && Notice.Version <= Events.Count ? Events[(int)Notice.Version - 1] : null;

    /// <summary>The recipient may ask the requester for information now.</summary>
    public bool MayAsk { get; init; }

    /// <summary>The notification is about the question that is still open.</summary>
    public bool IsQuestionOpen => Cause is TaskEvent.InformationRequested { At: var at } && Task.Question?.AskedAt == at;

    public string NameOf(UserId person) => new PersonNames(Facts).Of(person);

    /// <summary>The decision that closed the task; null: none did.</summary>
    public RecordedDecision? Ending =>
        StageRules.DecisiveOf(Task) is { } last && KindRules.OutcomeOf(last.Decision) == Task.Outcome ? last : null;
}
