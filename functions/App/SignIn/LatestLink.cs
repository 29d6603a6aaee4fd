using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.SignIn;

/// <summary>A user's latest mailed link; earlier links are invalid. The row also holds the user's rate limit.</summary>
/// <param name="Hash">The hash of the latest link.</param>
/// <param name="FullAt">When the rate limit's bucket is full again: see <see cref="MailedLinkRate"/>.</param>
/// <param name="ETag">Null: there is no row.</param>
internal sealed record LatestLink(string? Hash, DateTimeOffset FullAt, ETag? ETag)
{
    public const string Link = "Link";
    public const string EndsAt = "EndsAt";

    public static TableEntity RowOf(UserId user)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user.Value)));
        return new(SecretHash.Partition("latest", hash), DirectoryKeys.Of(user.Value));
    }

    /// <summary>Returns null if no link was mailed recently, or if an earlier version of the app mailed it.</summary>
    public static async Task<LatestLink?> FindAsync(TableClient table, UserId user, CancellationToken cancellationToken)
    {
        var key = RowOf(user);
        return await table.FindRowAsync(key.PartitionKey, key.RowKey, cancellationToken) is { } row
            ? new LatestLink(row.GetString(Link), row.GetDateTimeOffset("FullAt") ?? DateTimeOffset.UnixEpoch, row.ETag)
            : null;
    }

    public TableEntity ToRow(UserId user)
    {
        var row = RowOf(user);
        row[Link] = Hash;
        row["FullAt"] = FullAt;
        // The row is deleted when neither the link nor the rate limit matters any more.
        row[EndsAt] = FullAt + MailedLinks.Life;
        return row;
    }
}
