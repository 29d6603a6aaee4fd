using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory;

/// <summary>The table keys of the directory. An encoded identifier never contains |, so composite keys cannot collide.</summary>
internal static class DirectoryKeys
{
    public const string Apps = "app";
    public const string Admins = "role|admin";

    /// <summary>People who have left.</summary>
    public const string Leavers = "leaver";

    public const string VersionPartition = "version";
    public const string VersionRow = "directory";
    public const string UserNames = "user-name";
    public const string EntitlementNames = "entitlement-name";
    public const string EntitlementsByApp = "app-entitlement|";
    public const string AllUsers = "user|";
    public const string Exceptions = "exception-end|";
    public const string GrantsByUser = "user-grant|";

    private const int LongestKey = 200;

    /// <summary>Encodes an identifier as a key. Encoding can make it nine times longer; a key that is too long ends in a hash.</summary>
    public static string Of(string identifier)
    {
        var encoded = RowKey.Encode(identifier);
        // Encoded text never contains ~~, so a shortened key cannot equal another identifier's key.
        return encoded.Length <= LongestKey
            ? encoded
            : string.Concat(encoded.AsSpan(0, 120), "~~", HashOf(identifier));
    }

    /// <summary>64 hex digits for the account in a key of a grant: three long identifiers do not fit into one key.</summary>
    public static string HashOf(AccountId account) => HashOf(account.Value);

    /// <summary>Users, spread over partitions because one partition takes at most 2,000 rows per second.</summary>
    public static string Users(string key) => $"{AllUsers}{Shard(key)}";

    public static string Emails(string key) => $"email|{Shard(key)}";

    /// <summary>Identifiers without regard to case.</summary>
    public static string Spellings(DirectoryIdKind kind, string key) => $"spelling|{kind}|{Shard(key)}";

    public static string Entitlements(string key) => $"entitlement|{Shard(key)}";

    public static string EntitlementsOf(AppId app) => $"{EntitlementsByApp}{Of(app.Value)}";

    public static string AccountsOf(AppId app) => $"account|{Of(app.Value)}";

    /// <summary>Copies of the accounts of an app that have no owner: few of many.</summary>
    public static string UnownedAccountsOf(AppId app) => $"account-unowned|{Of(app.Value)}";

    public static string OwnedBy(UserId owner) => $"owner|{Of(owner.Value)}";

    /// <summary>The people whose manager this is.</summary>
    public static string TeamOf(UserId manager) => $"team|{Of(manager.Value)}";

    public static string GrantsOf(UserId user) => $"{GrantsByUser}{Of(user.Value)}";

    public static string HoldersOf(EntitlementId entitlement) => $"holder|{Of(entitlement.Value)}";

    /// <summary>Grants that end in the hour of <paramref name="until"/>.</summary>
    public static string Ending(DateTimeOffset until) => $"grant-end|{until.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture)}";

    public static string ExceptionEnding(DateTimeOffset until) => $"{Exceptions}{until.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture)}";

    public static string Import(string id) => $"import|{id}";

    /// <summary>The smallest key that is greater than all keys that start with <paramref name="prefix"/>.</summary>
    public static string After(string prefix) => $"{prefix[..^1]}{(char)(prefix[^1] + 1)}";

    public static string EmailKey(string email) => Of(email.Trim().ToLowerInvariant());

    private static string HashOf(string identifier) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identifier)));

    private static string Shard(string key)
    {
        var hash = 2166136261u; // FNV-1a: the same in every process, unlike string.GetHashCode.
        foreach (var character in key)
            hash = (hash ^ character) * 16777619u;
        return (hash % 16).ToString("x", CultureInfo.InvariantCulture);
    }
}
