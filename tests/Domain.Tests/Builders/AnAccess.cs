using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tests.Builders;

/// <summary>The directory's data about the access of <see cref="ATask"/>.</summary>
internal static class AnAccess
{
    public static Entitlement Entitlement(Risk risk = Risk.Low) => new() { Id = new("crm-admin"), AppId = new("crm"), Name = "CRM admin", Risk = risk };

    public static ConnectedApp App { get; } = new() { Id = new("crm"), Name = "CRM" };

    public static Grant Grant(DateTimeOffset? until = null) => new()
    {
        UserId = People.Subject,
        EntitlementId = new("crm-admin"),
        AppId = new("crm"),
        Since = Calendar.Monday.AddDays(-100),
        Until = until,
    };

    public static AccessFacts Free { get; } = new(Entitlement(), App, null);

    public static AccessFacts Held { get; } = new(Entitlement(), App, Grant());

    public static AccessFacts Ended { get; } = new(Entitlement(), App, Grant() with { State = GrantState.Ended });

    public static DirectoryFacts Is(this DirectoryFacts facts, AccessFacts access) => facts with { Access = access };

    public static DirectoryFacts SubjectLeft(this DirectoryFacts facts) => facts.With(People.Subject, person => person with { IsActive = false });
}
