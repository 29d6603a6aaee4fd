using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>A reviewer signed off their decisions in a campaign.</summary>
public sealed record SignedOff(UserId By, DateTimeOffset At);
