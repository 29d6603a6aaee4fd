namespace AccessReview.App.Imports;

/// <summary>What an import is made of, in the order in which it is applied: each refers only to those before it.</summary>
public enum ImportedFile
{
    Users,
    Apps,
    Entitlements,
    Grants,
}

/// <summary>A column that is known, and whether a line needs it.</summary>
internal sealed record ImportedColumn(string Name, bool IsRequired = false);

internal static class ImportedColumns
{
    public static IReadOnlyList<ImportedColumn> Of(ImportedFile file) => file switch
    {
        ImportedFile.Users =>
        [
            new("id", true), new("email", true), new("displayName", true), new("managerId"), new("timeZone"), new("locale"), new("active"),
            new("delegateId"), new("delegateUntil"), new("roles"),
        ],
        ImportedFile.Apps => [new("id", true), new("name", true), new("description"), new("ownerIds"), new("connector")],
        ImportedFile.Entitlements => [new("id", true), new("appId", true), new("name", true), new("type"), new("description"), new("risk"), new("ownerIds")],
        // role is what the app calls the holder (member, maintainer); entitlements say what it means, so it is read over.
        ImportedFile.Grants =>
        [
            new("userId", true), new("entitlementId", true), new("since"), new("until"), new("lastUsedAt"), new("accountId"), new("role"),
        ],
    };

    /// <summary>The columns that tell one line from another.</summary>
    public static IReadOnlyList<string> KeyOf(ImportedFile file) => file == ImportedFile.Grants ? ["userId", "entitlementId"] : ["id"];
}
