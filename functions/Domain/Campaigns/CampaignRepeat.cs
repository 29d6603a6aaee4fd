namespace AccessReview.Domain.Campaigns;

/// <summary>How a campaign treats access that was reviewed before.</summary>
public sealed record CampaignRepeat
{
    /// <summary>Access that was certified until a date is not reviewed again before that date.</summary>
    public bool SkipsStillCertified { get; init; } = true;

    /// <summary>Reviewers can certify unchanged access of low and medium risk together, in one step.</summary>
    public bool CertifiesUnchangedTogether { get; init; }
}
