using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AccessReview.App.SignIn;

/// <summary>
/// Sign-in links in mails: good once, for a quarter of an hour, one at a time for each person, and only where people do not
/// sign in at an issuer. Only their hashes are kept.
/// </summary>
public sealed class MailedLinks(AppTables tables, DirectoryStore directory, IOptions<SignInOptions> options, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private const int MaxTries = 5;

    /// <summary>The secret that the mail carries.</summary>
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

    /// <summary>A link that takes the place of the one before; null where the person has been mailed enough of them.</summary>
    public async Task<NewMailedLink?> TryIssueAsync(UserId user, string returnTo, CancellationToken cancellationToken)
    {
        var (secret, hash) = NewSecret();
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var now = clock.GetUtcNow();
            var latest = await LatestLink.FindAsync(tables.SignIns, user, cancellationToken);
            if (latest is not null && !MailedLinkPace.Allows(latest.FullAt, now))
                return null;
            if (tries == 0)
                await AddAsync(user, returnTo, hash, cancellationToken);
            var next = new LatestLink(hash, MailedLinkPace.Spend(latest?.FullAt ?? now, now), latest?.ETag);
            if (await tables.SignIns.TryWriteRowAsync(next.ToRow(user), next.ETag, cancellationToken))
                return new NewMailedLink(secret, now + Life, latest?.Hash);
        }

        return null;
    }

    /// <summary>Looks, and changes nothing: mail scanners follow links.</summary>
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

    private static (string Secret, string Hash) NewSecret()
    {
        var secret = SecretHash.NewSecret();
        SecretHash.TryHash(secret, out var hash);
        return (secret, hash!); // Our own secret has a hash.
    }

    private async Task AddAsync(UserId user, string returnTo, string hash, CancellationToken cancellationToken)
    {
        var bond = PersonBond.Of(await directory.FindUserAsync(user, cancellationToken));
        await tables.SignIns.AddEntityAsync(new MailedLink(user, returnTo, clock.GetUtcNow() + Life, bond, default).ToRow(hash), cancellationToken);
    }
}
