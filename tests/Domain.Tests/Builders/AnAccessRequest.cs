using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Tests.Builders;

internal static class AnAccessRequest
{
    /// <summary>The requester requests the access of <see cref="ATask"/> for the subject.</summary>
    public static AccessRequest ForSubject { get; } = new()
    {
        Case = new CaseId("c1"),
        RequestedBy = People.Requester,
        For = People.Subject,
        Entitlement = new EntitlementId("crm-admin"),
        Reason = "Needed for the migration",
        RequestedAt = Calendar.Monday,
    };
}
