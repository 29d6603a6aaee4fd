using AccessReview.Domain.Authorization;

namespace AccessReview.App.Http;

/// <summary>The endpoint answers only callers who have signed in and whose roles allow <paramref name="action"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresAttribute(OrganizationAction action) : Attribute
{
    public OrganizationAction Action { get; } = action;
}
