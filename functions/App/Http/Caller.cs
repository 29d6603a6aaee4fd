using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Http;

/// <summary>Who sends a request, what they are to the organization, and how they proved it.</summary>
public sealed record Caller(User User, Roles Roles, Proof Proof)
{
    public UserId Id => User.Id;

    public Actor Actor => Actor.Person(User.Id, Roles, Proof);
}
