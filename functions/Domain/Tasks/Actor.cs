using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>How a user proved their identity.</summary>
public enum Proof
{
    /// <summary>No user: a timer or a follow-up acts.</summary>
    None,
    Session,
    Bearer,

    /// <summary>A signed link from a mail, valid for one task.</summary>
    Link,
    Slack,
}

/// <summary>Who acts: a user, or the system if <see cref="User"/> is null.</summary>
public sealed record Actor(UserId? User, Roles Roles, Proof Proof)
{
    public static Actor System { get; } = new(null, Roles.Reviewer, Proof.None);

    public static Actor Person(UserId user, Roles roles = Roles.Reviewer, Proof proof = Proof.Session) => new(user, roles, proof);
}
