namespace AccessReview.Domain.Policies;

/// <summary>Who confirms a removal, besides what the assignee rule says.</summary>
public enum RemovalConfirmation
{
    /// <summary>Any assignee, also the person who recommended the removal.</summary>
    AnyAssignee,

    /// <summary>Never the person who recommended the removal. If there is no other assignee, the fallback or an admin is assigned.</summary>
    AnotherPerson,

    /// <summary>As <see cref="AnotherPerson"/>, but if the rule finds only the person who recommended the removal, it is confirmed at once.</summary>
    AutomaticIfAlone,
}
