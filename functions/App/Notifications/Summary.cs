using AccessReview.Domain.Directory;

namespace AccessReview.App.Notifications;

public enum SummaryKind
{
    /// <summary>What a person was given within a short time, as when a campaign starts.</summary>
    Gathered,

    /// <summary>What waits for a person, once a day.</summary>
    Digest,

    /// <summary>What somebody may decide for a person who goes out of office.</summary>
    Delegated,
}

/// <summary>One mail about several tasks. Which ones is found out right before it is sent.</summary>
public sealed record Summary(SummaryKind Kind, UserId To)
{
    /// <summary>Who is out of office; set for <see cref="SummaryKind.Delegated"/> only.</summary>
    public UserId? Away { get; init; }
}
