namespace AccessReview.App.Imports;

/// <summary>The files of an import, in the order in which they are applied: each refers only to earlier ones. The numbers are stored.</summary>
public enum ImportedFile
{
    Users,
    Apps,
    Entitlements,
    Grants,
    Accounts,
}

/// <summary>A known column, and whether a line must have a value for it.</summary>
internal sealed record ImportedColumn(string Name, bool IsRequired = false);

internal static class ImportedColumns
{
    public static IReadOnlyList<ImportedColumn> Of(ImportedFile file) => file switch
    {
        ImportedFile.Users =>
        [
            new("id", true), new("email", true), new("displayName", true), new("managerId"), new("timeZone"), new("locale"), new("active"),
            new("delegateId"), new("delegateUntil"), new("roles"),
            new("department"), new("title"), new("employmentType"), new("startDate"), new("endDate"),
        ],
        ImportedFile.Apps => [new("id", true), new("name", true), new("description"), new("ownerIds"), new("connector")],
        ImportedFile.Entitlements =>
        [
            new("id", true), new("appId", true), new("name", true), new("type"), new("description"), new("risk"), new("ownerIds"),
            new("tags"), new("privileged"), new("protected"),
        ],
        // role is the app's name for the holder's role (member, maintainer). Entitlements already express it, so it is ignored.
        ImportedFile.Grants =>
        [
            // Without a user, the account holds the access.
            new("userId"), new("entitlementId", true), new("since"), new("until"), new("lastUsedAt"), new("accountId"), new("role"), new("protected"), new("through"),
        ],
        ImportedFile.Accounts => [new("id", true), new("appId", true), new("login", true), new("type"), new("ownerId"), new("status"), new("lastUsedAt")],
    };

    /// <summary>The columns that identify a line.</summary>
    public static IReadOnlyList<string> KeyOf(ImportedFile file) => file switch
    {
        ImportedFile.Grants => ["userId", "entitlementId"],
        ImportedFile.Accounts => ["appId", "id"],
        ImportedFile.Users or ImportedFile.Apps or ImportedFile.Entitlements => ["id"],
    };
}
