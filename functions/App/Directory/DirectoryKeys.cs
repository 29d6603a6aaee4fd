using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory;

/// <summary>Where the directory's rows are. A | never occurs in an encoded identifier, so keys made of several cannot collide.</summary>
internal static class DirectoryKeys
{
    public const string Apps = "app";
    public const string Admins = "role|admin";
    public const string VersionPartition = "version";
    public const string VersionRow = "directory";
    public const string UserNames = "user-name";
    public const string EntitlementNames = "entitlement-name";
    public const string EntitlementsByApp = "app-entitlement|";

    private const int LongestKey = 200;

    /// <summary>An identifier as a key. Encoding can grow it ninefold; what grows too long ends in a hash instead of its tail.</summary>
    public static string Of(string identifier)
    {
        var encoded = RowKey.Encode(identifier);
        // Two ~ in a row occur in no encoded text, so a shortened key is never another identifier's.
        return encoded.Length <= LongestKey
            ? encoded
            : string.Concat(encoded.AsSpan(0, 120), "~~", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identifier))));
    }

    /// <summary>Users, spread so that an import is not held to one partition's 2,000 rows a second.</summary>
    public static string Users(string key) => $"user|{Shard(key)}";

    public static string Emails(string key) => $"email|{Shard(key)}";

    /// <summary>Identifiers without regard to case.</summary>
    public static string Spellings(DirectoryIdKind kind, string key) => $"spelling|{kind}|{Shard(key)}";

    public static string Entitlements(string key) => $"entitlement|{Shard(key)}";

    public static string EntitlementsOf(AppId app) => $"{EntitlementsByApp}{Of(app.Value)}";

    public static string OwnedBy(UserId owner) => $"owner|{Of(owner.Value)}";

    public static string GrantsOf(UserId user) => $"user-grant|{Of(user.Value)}";

    public static string HoldersOf(EntitlementId entitlement) => $"holder|{Of(entitlement.Value)}";

    /// <summary>Grants that end in the hour of <paramref name="until"/>.</summary>
    public static string Ending(DateTimeOffset until) => $"grant-end|{until.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture)}";

    public static string Import(string id) => $"import|{id}";

    /// <summary>The least key that is greater than all that start with <paramref name="prefix"/>.</summary>
    public static string After(string prefix) => $"{prefix[..^1]}{(char)(prefix[^1] + 1)}";

    public static string EmailKey(string email) => Of(email.Trim().ToLowerInvariant());

    private static string Shard(string key)
    {
        var hash = 2166136261u; // FNV-1a: the same in every process, unlike string.GetHashCode.
        foreach (var character in key)
            hash = (hash ^ character) * 16777619u;
        return (hash % 16).ToString("x", CultureInfo.InvariantCulture);
    }
}
