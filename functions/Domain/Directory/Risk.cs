namespace AccessReview.Domain.Directory;

/// <summary>How much harm an entitlement can do in the wrong hands, rising.</summary>
public enum Risk
{
    Low,
    Medium,
    High,
    Critical,
}
