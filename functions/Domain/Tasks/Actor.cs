using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>How a person proved who they are.</summary>
public enum Proof
{
    /// <summary>Nobody did: the clock or a follow-up acts.</summary>
    None,
    Session,
    Bearer,

    /// <summary>A signed link from a mail, good for one task.</summary>
    Link,
    Slack,
}

/// <summary>Who acts: a person, or the system itself when <see cref="User"/> is null.</summary>
public sealed record Actor(UserId? User, Roles Roles, Proof Proof)
{
    public static Actor System { get; } = new(null, Roles.Reviewer, Proof.None);

    public static Actor Person(UserId user, Roles roles = Roles.Reviewer, Proof proof = Proof.Session) => new(user, roles, proof);
}
