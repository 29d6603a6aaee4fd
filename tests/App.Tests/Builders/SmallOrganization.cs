namespace AccessReview.App.Tests.Builders;

/// <summary>
/// A few people around one app. Ada reports to Mia, Mia to Max; Olga and Otto own the app Vault and its entitlements;
/// Adam is the admin, Aud the auditor.
/// </summary>
public static class SmallOrganization
{
    public const string Admin = "adam";

    /// <summary>Low risk: one approval by the manager.</summary>
    public const string Reader = "vault/reader";

    /// <summary>High risk: the manager, then the owners.</summary>
    public const string Root = "vault/root";

    public static object Import { get; } = new
    {
        users = new object[]
        {
            new { id = "adam", email = "adam@example.test", displayName = "Adam Admin", roles = "admin" },
            new { id = "aud", email = "aud@example.test", displayName = "Aud Itor", roles = "auditor" },
            new { id = "max", email = "max@example.test", displayName = "Max Major" },
            new { id = "mia", email = "mia@example.test", displayName = "Mia Manager", managerId = "max", timeZone = "Europe/Berlin" },
            new { id = "ada", email = "ada@example.test", displayName = "Ada Lovelace", managerId = "mia" },
            new { id = "bob", email = "bob@example.test", displayName = "Bob Builder", managerId = "mia" },
            new { id = "olga", email = "olga@example.test", displayName = "Olga Owner", managerId = "max" },
            new { id = "otto", email = "otto@example.test", displayName = "Otto Owner", managerId = "max" },
        },
        apps = new object[] { new { id = "vault", name = "Vault", description = "Where secrets are kept", ownerIds = "olga;otto" } },
        entitlements = new object[]
        {
            new { id = Reader, appId = "vault", name = "Reader", type = "role", risk = "low", ownerIds = "olga" },
            new { id = Root, appId = "vault", name = "Root", type = "role", risk = "high", ownerIds = "otto" },
        },
        grants = new object[] { new { userId = "bob", entitlementId = Reader }, new { userId = "bob", entitlementId = Root } },
    };
}
