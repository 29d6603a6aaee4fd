using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.SignIn;

/// <summary>Of the links that a person was mailed only the latest opens anything; its row also counts them.</summary>
/// <param name="Hash">Of the latest link.</param>
/// <param name="FullAt">When as many may be mailed at once as ever: see <see cref="MailedLinkPace"/>.</param>
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

    /// <summary>Null where no link was mailed lately, or by an earlier build.</summary>
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
        // Swept once neither the link nor the count matters.
        row[EndsAt] = FullAt + MailedLinks.Life;
        return row;
    }
}
