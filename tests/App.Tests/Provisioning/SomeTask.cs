using AccessReview.App.Policies;
using AccessReview.App.Tests.Builders;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tests.Provisioning;

/// <summary>A task about the small organization's reader entitlement.</summary>
internal static class SomeTask
{
    public static ReviewTask Of(string id, TaskKind kind, string user = "ada") => new()
    {
        Id = new(id),
        Number = 1000,
        Kind = kind,
        Case = new("c1"),
        Policy = PolicyCatalog.Defaults.Single(policy => policy.Kind == kind),
        OpenedAt = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero),
        Subject = new Subject
        {
            User = new(user),
            UserName = user,
            App = new("vault"),
            AppName = "Vault",
            Entitlement = new(SmallOrganization.Reader),
            EntitlementName = "Reader",
        },
    };
}
