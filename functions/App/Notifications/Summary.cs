using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

public enum SummaryKind
{
    /// <summary>A user's new tasks of a short time, for example when a campaign starts.</summary>
    Gathered,

    /// <summary>A user's open tasks, once a day.</summary>
    Digest,

    /// <summary>The tasks that a delegate may decide for a user who goes out of office.</summary>
    Delegated,

    /// <summary>A reminder of all that a reviewer has left in a campaign.</summary>
    Campaign,

    /// <summary>Which reviewers of a campaign have work left after its due date, for its owner.</summary>
    Overdue,
}

/// <summary>One mail about several tasks. The tasks are determined right before sending.</summary>
public sealed record Summary(SummaryKind Kind, UserId To)
{
    /// <summary>The user who is out of office; set only for <see cref="SummaryKind.Delegated"/>.</summary>
    public UserId? Away { get; init; }

    /// <summary>The campaign; set only for <see cref="SummaryKind.Campaign"/> and <see cref="SummaryKind.Overdue"/>.</summary>
    public CampaignId? Campaign { get; init; }
}
