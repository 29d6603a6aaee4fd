using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AccessReview.App.SignIn;

/// <summary>
/// Sign-in links in mails. A link is valid once, for 15 minutes, and only the latest of a user; only where there is no issuer.
/// Only hashes of the links are stored.
/// </summary>
public sealed class MailedLinks(AppTables tables, DirectoryStore directory, IOptions<SignInOptions> options, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    /// <summary>Issues a link and returns the secret for the mail.</summary>
    public async Task<string> IssueAsync(UserId user, string returnTo, CancellationToken cancellationToken)
    {
        var (secret, hash) = NewSecret();
        await AddAsync(user, returnTo, hash, cancellationToken);
        var row = LatestLink.RowOf(user);
        row[LatestLink.Link] = hash;
        row[LatestLink.EndsAt] = clock.GetUtcNow() + Life;
        await tables.SignIns.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
        return secret;
    }

    /// <summary>Issues a link that replaces the previous one; null if the user's rate limit is reached.</summary>
    public async Task<NewMailedLink?> TryIssueAsync(UserId user, string returnTo, CancellationToken cancellationToken)
    {
        var (secret, hash) = NewSecret();
        return await Contention.RetryAsync(
            async tries =>
            {
                var now = clock.GetUtcNow();
                var latest = await LatestLink.FindAsync(tables.SignIns, user, cancellationToken);
                if (latest is not null && !MailedLinkRate.Allows(latest.FullAt, now))
                    return Contention.Done<NewMailedLink?>(null);
                if (tries == 0)
                    await AddAsync(user, returnTo, hash, cancellationToken);
                var next = new LatestLink(hash, MailedLinkRate.Spend(latest?.FullAt ?? now, now), latest?.ETag);
                return await tables.SignIns.TryWriteRowAsync(next.ToRow(user), next.ETag, cancellationToken)
                    ? Contention.Done<NewMailedLink?>(new NewMailedLink(secret, now + Life, latest?.Hash))
                    : Contention.Overtaken<NewMailedLink?>();
            },
            () => null,
            cancellationToken);
    }

    /// <summary>Finds a link without changing anything, because mail scanners follow links.</summary>
    public async Task<MailedLink?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        if (options.Value.HasIssuer || !SecretHash.TryHash(secret, out var hash))
            return null;
        if (await tables.SignIns.FindRowAsync(SecretHash.Partition("link", hash), hash, cancellationToken) is not { } row)
            return null;

        var link = MailedLink.Of(row);
        return link.ExpiresAt > clock.GetUtcNow()
            && link.Bond.Holds(await directory.FindUserAsync(link.User, cancellationToken))
            && (await LatestLink.FindAsync(tables.SignIns, link.User, cancellationToken) is not { } latest || latest.Hash == hash)
                ? link
                : null;
    }

    /// <summary>Uses the link up. Of two concurrent uses only the one whose delete succeeds gets the link.</summary>
    public async Task<MailedLink?> UseAsync(string secret, CancellationToken cancellationToken)
    {
        if (await FindAsync(secret, cancellationToken) is not { } link || !SecretHash.TryHash(secret, out var hash))
            return null;
        try
        {
            // The client treats a 404 as success, so the response status must be checked.
            var answer = await tables.SignIns.DeleteEntityAsync(SecretHash.Partition("link", hash), hash, link.ETag, cancellationToken);
            return answer.Status == StatusCodes.Status204NoContent ? link : null;
        }
        catch (RequestFailedException lost) when (lost.Status is StatusCodes.Status404NotFound or StatusCodes.Status412PreconditionFailed)
        {
            return null;
        }
    }

    private static (string Secret, string Hash) NewSecret()
    {
        var secret = SecretHash.NewSecret();
        SecretHash.TryHash(secret, out var hash);
        return (secret, hash!); // A secret that we created always has a hash.
    }

    private async Task AddAsync(UserId user, string returnTo, string hash, CancellationToken cancellationToken)
    {
        var bond = PersonBond.Of(await directory.FindUserAsync(user, cancellationToken));
        await tables.SignIns.AddEntityAsync(new MailedLink(user, returnTo, clock.GetUtcNow() + Life, bond, default).ToRow(hash), cancellationToken);
    }
}
