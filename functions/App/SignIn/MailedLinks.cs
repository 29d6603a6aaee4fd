using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.SignIn;

/// <param name="User">Whom it signs in.</param>
/// <param name="ReturnTo">Where they were going.</param>
public sealed record MailedLink(UserId User, string ReturnTo, DateTimeOffset ExpiresAt, ETag ETag);

/// <summary>Sign-in links in mails: good once, for a quarter of an hour. Only their hashes are kept.</summary>
public sealed class MailedLinks(AppTables tables, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    /// <summary>The secret that the mail carries.</summary>
    public async Task<string> IssueAsync(UserId user, string returnTo, CancellationToken cancellationToken)
    {
        var secret = SecretHash.NewSecret();
        SecretHash.TryHash(secret, out var hash);
        var row = new TableEntity(SecretHash.Partition("link", hash!), hash!) // Our own secret has a hash.
        {
            ["User"] = user.Value,
            ["ReturnTo"] = returnTo,
            ["EndsAt"] = clock.GetUtcNow() + Life,
        };
        await tables.SignIns.AddEntityAsync(row, cancellationToken);
        return secret;
    }

    /// <summary>Looks, and changes nothing: mail scanners follow links.</summary>
    public async Task<MailedLink?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        if (!SecretHash.TryHash(secret, out var hash))
            return null;

        var row = await tables.SignIns.GetEntityIfExistsAsync<TableEntity>(SecretHash.Partition("link", hash), hash, cancellationToken: cancellationToken);
        var link = row.HasValue ? Of(row.Value!) : null; // HasValue: not null.
        return link?.ExpiresAt > clock.GetUtcNow() ? link : null;
    }

    /// <summary>Uses it up. Of two that use it at once, the one whose delete goes through has it.</summary>
    public async Task<MailedLink?> UseAsync(string secret, CancellationToken cancellationToken)
    {
        if (await FindAsync(secret, cancellationToken) is not { } link || !SecretHash.TryHash(secret, out var hash))
            return null;
        try
        {
            // The client treats a 404 as done, so the answer must be looked at.
            var answer = await tables.SignIns.DeleteEntityAsync(SecretHash.Partition("link", hash), hash, link.ETag, cancellationToken);
            return answer.Status == StatusCodes.Status204NoContent ? link : null;
        }
        catch (RequestFailedException lost) when (lost.Status is StatusCodes.Status404NotFound or StatusCodes.Status412PreconditionFailed)
        {
            return null;
        }
    }

    private static MailedLink Of(TableEntity row) => new(
        UserId.From(row.GetString("User")),
        Paths.Local(row.GetString("ReturnTo")) ?? Addresses.Home,
        row.GetDateTimeOffset("EndsAt") ?? default,
        row.ETag);
}
