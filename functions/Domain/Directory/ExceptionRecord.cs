using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Directory;

/// <summary>Access that was certified although it should not stay. When the exception ends, the access is reviewed again.</summary>
/// <param name="Control">What limits the risk until then.</param>
/// <param name="By">Who decided.</param>
/// <param name="ApprovedBy">The second person; null: the risk needs none.</param>
/// <param name="Task">The number of the certification.</param>
public sealed record ExceptionRecord(DateTimeOffset Until, string Control, string Reason, UserId By, UserId? ApprovedBy, int Task)
{
    /// <summary>The campaign of the certification; null: none.</summary>
    public CampaignId? Campaign { get; init; }
}
