using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Policies;

/// <summary>The access that a policy is chosen for.</summary>
/// <param name="User">Whose access it is; null: a preview for no user in particular.</param>
/// <param name="App">The entitlement's app.</param>
/// <param name="Entitlement">What is granted, reviewed or removed.</param>
/// <param name="Risk">The entitlement's risk at the moment of the choice.</param>
public sealed record PolicySubject(UserId? User, AppId App, EntitlementId Entitlement, Risk Risk)
{
    public static PolicySubject Of(Subject subject) => new(subject.User, subject.App, subject.Entitlement, subject.Risk);
}
