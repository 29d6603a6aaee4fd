namespace AccessReview.Domain.Directory;

/// <summary>How much harm an entitlement can do if misused, in rising order.</summary>
public enum Risk
{
    Low,
    Medium,
    High,
    Critical,
}
