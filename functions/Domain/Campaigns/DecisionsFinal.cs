namespace AccessReview.Domain.Campaigns;

/// <summary>When a reviewer's decision takes effect.</summary>
public enum DecisionsFinal
{
    /// <summary>At once, after the time to undo it.</summary>
    AtOnce,

    /// <summary>When the reviewer signs off, or when the campaign closes. Until then the reviewer can change it.</summary>
    UntilSignOff,
}
