using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>Whose access to what a task is about; names and risk as they were when it was opened.</summary>
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

    /// <summary>When access that is asked for is to end; null: open end.</summary>
    public DateTimeOffset? Until { get; init; }
}
