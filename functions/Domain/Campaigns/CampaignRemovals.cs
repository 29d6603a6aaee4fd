namespace AccessReview.Domain.Campaigns;

/// <summary>How a removal starts when its cooling-off time is over.</summary>
public enum RemovalWay
{
    /// <summary>Another person confirms it first.</summary>
    Revocation,

    /// <summary>The access is removed in the app without a further question.</summary>
    Deprovisioning,
}

/// <summary>When and how the removals of a campaign start. Campaigns of earlier builds start them at once.</summary>
/// <param name="CoolingOffHours">Until then the decider can take a removal back, and the person can contest it; 0: no such time.</param>
/// <param name="Way">What starts after it.</param>
/// <param name="WorkingDays">How many working days a removal may take from its start. After that it is overdue.</param>
public sealed record CampaignRemovals(int CoolingOffHours = 0, RemovalWay Way = RemovalWay.Revocation, int WorkingDays = CampaignRemovals.UsualWorkingDays)
{
    public const int UsualCoolingOffHours = 24;
    public const int MaxCoolingOffHours = 168;
    public const int UsualWorkingDays = 5;
    public const int MaxWorkingDays = 90;

    /// <summary>How long removals wait; null: they do not wait.</summary>
    public TimeSpan? ToWait() => CoolingOffHours > 0 ? TimeSpan.FromHours(CoolingOffHours) : null;

    public bool AreInRange() => CoolingOffHours is >= 0 and <= MaxCoolingOffHours && WorkingDays is >= 1 and <= MaxWorkingDays;
}
