using AccessReview.Domain.Authorization;

namespace AccessReview.App.Http;

/// <summary>Only somebody who has signed in, and whose roles allow <paramref name="action"/>, is answered.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresAttribute(OrganizationAction action) : Attribute
{
    public OrganizationAction Action { get; } = action;
}
