using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>What is known about a notice right before it is sent.</summary>
public abstract record Preparation
{
    private Preparation()
    {
    }

    public sealed record Ready(TaskMailModel Matter) : Preparation;

    public sealed record ReadySummary(SummaryMailModel Matter) : Preparation;

    public sealed record Skip(string Reason) : Preparation;

    public sealed record Impossible(string Reason) : Preparation;
}

/// <summary>All that a task's mail is written from.</summary>
/// <param name="Notice">What to say, to whom.</param>
/// <param name="Task">The task as it is now, with today's names and the risk that counts.</param>
/// <param name="Events">Its history.</param>
/// <param name="Facts">The people who come up in it.</param>
/// <param name="Recipient">Whom it goes to.</param>
public sealed record TaskMailModel(Notice Notice, ReviewTask Task, IReadOnlyList<TaskEvent> Events, DirectoryFacts Facts, User Recipient)
{
    /// <summary>Why nothing is left to decide, in a task that is still open.</summary>
    public ObsoleteCause? NothingLeft { get; init; }

    /// <summary>Why the access can only be removed; null: it may stay.</summary>
    public ObsoleteCause? OnlyRemoval { get; init; }

    /// <summary>The decisions that can be taken now.</summary>
    public IReadOnlyList<Decision> Decisions { get; init; } = KindRules.DecisionsOf(Task.Kind);

    public LocalTime Time { get; } = new(Recipient.TimeZone);

    /// <summary>Later comments have a notification of their own; null: there is none yet.</summary>
    public long? CommentsBefore { get; init; }

    /// <summary>What a notification about comments tells: from its own comment on, what others than the recipient said.</summary>
    public IReadOnlyList<TaskEvent.Commented> NewComments =>
    [
        .. Events
            .Take((int)Math.Min(CommentsBefore - 1 ?? Events.Count, Events.Count))
            .Skip((int)Math.Max(Notice.Version - 1, 0))
            .OfType<TaskEvent.Commented>()
            .Where(comment => comment.By.User != Recipient.Id),
    ];

    public string NameOf(UserId person) => WhyText.NameOf(person, Facts);

    /// <summary>The decision that the task ended with, if one did.</summary>
    public RecordedDecision? Ending =>
        Task.LastDecision is { } last && KindRules.OutcomeOf(last.Decision) == Task.Outcome ? last : null;
}
