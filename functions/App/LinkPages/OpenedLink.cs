using AccessReview.App.Links;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Links;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.LinkPages;

/// <summary>The result of opening a link.</summary>
public abstract record OpenedLink
{
    private OpenedLink()
    {
    }

    /// <summary>The link's holder; null: not loaded.</summary>
    public virtual User? Holder => null;

    /// <summary>Not a valid link, or its task does not exist. The response is the same for both.</summary>
    public sealed record Unknown : OpenedLink;

    /// <param name="Wait">How long to wait before the next try.</param>
    public sealed record TooMany(TimeSpan Wait) : OpenedLink;

    /// <summary>Expired or revoked.</summary>
    public sealed record Dead(LinkClaims Claims, bool IsRevoked) : OpenedLink;

    /// <summary>Another user is signed in.</summary>
    public sealed record Foreign : OpenedLink;

    /// <summary>The holder must sign in: the risk is high, or the organization requires it.</summary>
    public sealed record SignInFirst(LinkClaims Claims) : OpenedLink
    {
        /// <summary>The decision of the button in the mail; null: none.</summary>
        public Decision? Chosen { get; init; }

        /// <summary>The task's page, which asks the holder to sign in and then shows the decision of the button.</summary>
        public string Path => Chosen is { } chosen ? DecisionNames.Preselect($"/tasks/{Claims.Task}", chosen) : $"/tasks/{Claims.Task}";
    }

    public sealed record Task(LinkClaims Claims, ReviewTask Now, IReadOnlyList<TaskEvent> Events, DirectoryFacts Facts, LinkStatus Status) : OpenedLink
    {
        /// <summary>When it was opened.</summary>
        public DateTimeOffset At { get; init; }

        /// <summary>The decisions that are possible now.</summary>
        public IReadOnlyList<Decision> Decisions { get; init; } = [];

        /// <summary>Why the access can only be removed; null: it may stay.</summary>
        public ObsoleteCause? OnlyRemoval { get; init; }

        /// <summary>The access as it is now, or as the last decider saw it; null: not read, because the link shows something else.</summary>
        public TaskContext? Context { get; init; }

        /// <summary>The evidence beside the decision; null: not read.</summary>
        public EvidenceLine? Evidence => Context is var (access, isFrozen) ? EvidenceText.Of(Now.Kind, access, Time, isFrozen) : null;

        public override User? Holder => Facts.Find(Claims.Person);

        public LocalTime Time { get; } = new(Facts.Find(Claims.Person)?.TimeZone);

        public string NameOf(UserId person) => new PersonNames(Facts).Of(person);
    }
}
