using AccessReview.App.Links;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.LinkPages;

/// <summary>What became of opening a link.</summary>
public abstract record OpenedLink
{
    private OpenedLink()
    {
    }

    /// <summary>Whose link it is, as far as it has been looked up.</summary>
    public virtual User? Holder => null;

    /// <summary>Nothing of ours, or of no task: all answered alike.</summary>
    public sealed record Unknown : OpenedLink;

    /// <param name="Wait">Until it may be opened again.</param>
    public sealed record TooMany(TimeSpan Wait) : OpenedLink;

    /// <summary>Expired or revoked.</summary>
    public sealed record Dead(LinkClaims Claims, bool IsRevoked) : OpenedLink;

    /// <summary>Somebody else is signed in here.</summary>
    public sealed record Foreign : OpenedLink;

    /// <summary>The holder must sign in for this one: its risk is high, or the organization wants it so.</summary>
    public sealed record SignInFirst(LinkClaims Claims) : OpenedLink;

    public sealed record Task(LinkClaims Claims, ReviewTask Now, IReadOnlyList<TaskEvent> Events, DirectoryFacts Facts, LinkStatus Standing) : OpenedLink
    {
        /// <summary>The decisions that can be taken now.</summary>
        public IReadOnlyList<Decision> Decisions { get; init; } = [];

        /// <summary>Why the access can only be removed; null: it may stay.</summary>
        public ObsoleteCause? OnlyRemoval { get; init; }

        public override User? Holder => Facts.Find(Claims.Person);

        public LocalTime Time { get; } = new(Facts.Find(Claims.Person)?.TimeZone);

        public string NameOf(UserId person) => WhyText.NameOf(person, Facts);
    }
}
