namespace AccessReview.Domain.Policies;

/// <summary>How the decisions of several stages of a certification make one outcome.</summary>
public enum StageRule
{
    /// <summary>The first removal ends the review. Without one, the access is certified when the last stage certifies it.</summary>
    AnyRemoval,

    /// <summary>Every stage is asked. The access is certified only if all of them certify it; one removal removes it at the end.</summary>
    AllCertify,

    /// <summary>The review ends when the remaining stages cannot change the majority. In a tie the latest decision counts, because it saw the others.</summary>
    Majority,
}
