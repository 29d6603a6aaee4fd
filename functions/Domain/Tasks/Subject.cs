using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>The user and entitlement that a task is about, with names and risk as of its opening.</summary>
public sealed record Subject
{
    public required UserId User { get; init; }

    public required string UserName { get; init; }

    public AccountId? Account { get; init; }

    public required AppId App { get; init; }

    public required string AppName { get; init; }

    public required EntitlementId Entitlement { get; init; }

    public required string EntitlementName { get; init; }

    public Risk Risk { get; init; }

    public Connector Connector { get; init; }

    /// <summary>When the requested access ends; null: no end date.</summary>
    public DateTimeOffset? Until { get; init; }
}
