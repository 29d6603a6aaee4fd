using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Http;

/// <summary>Who sent a request, their roles in the organization, and how they authenticated.</summary>
public sealed record Caller(User User, Roles Roles, Proof Proof)
{
    public UserId Id => User.Id;

    public Actor Actor => Actor.Person(User.Id, Roles, Proof);
}
