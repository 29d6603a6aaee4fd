using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AccessReview.App.SignIn;

/// <summary>Sign-ins in browsers. They are stored on the server, so that each can be ended there.</summary>
public sealed class Sessions(AppTables tables, DirectoryStore directory, DirectorySnapshot snapshot, IOptions<SignInOptions> options, TimeProvider clock)
{
    // The time of last use is written at most this often, not at each request.
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);

    /// <summary>Starts a session and returns the secret for the browser.</summary>
    public Task<string> StartAsync(UserId user, CancellationToken cancellationToken) => StartAsync(user, false, cancellationToken);

    /// <param name="user">The user who signed in.</param>
    /// <param name="isByMail">They signed in with a mailed link.</param>
    public async Task<string> StartAsync(UserId user, bool isByMail, CancellationToken cancellationToken)
    {
        var secret = SecretHash.NewSecret();
        SecretHash.TryHash(secret, out var hash);
        var now = clock.GetUtcNow();
        var bond = PersonBond.Of(await directory.FindUserAsync(user, cancellationToken));
        var session = new Session(hash!, user, now, now, default) { Bond = bond, IsByMail = isByMail }; // A secret that we created always has a hash.
        await tables.SignIns.AddEntityAsync(session.ToRow(), cancellationToken);
        return secret;
    }

    /// <summary>Returns the live session of the secret, or null. Finding it counts as use.</summary>
    public async Task<Session?> FindAsync(string? secret, CancellationToken cancellationToken)
    {
        if (!SecretHash.TryHash(secret, out var hash))
            return null;

        // The session's user is read next; the directory's version is needed for it.
        var version = snapshot.TakeAsync(cancellationToken);
        var row = await tables.SignIns.FindRowAsync(SecretHash.Partition("session", hash), hash, cancellationToken);
        await version;
        var now = clock.GetUtcNow();
        if (row is null || Session.Of(row) is not { } session || !session.IsLive(now))
            return null;
        if (!await HoldsAsync(session, cancellationToken))
        {
            await EndAsync(session, cancellationToken);
            return null;
        }

        if (now - session.SeenAt >= SeenStep)
            await UpdateSeenAtAsync(session with { SeenAt = now }, cancellationToken);
        return session;
    }

    public async Task EndAsync(Session session, CancellationToken cancellationToken)
    {
        var row = session.ToRow();
        await tables.SignIns.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    /// <summary>Ends all sessions of a user.</summary>
    public async Task EndAllAsync(UserId user, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {"session-"} and PartitionKey lt {"session."} and User eq {user.Value}");
        await foreach (var row in tables.SignIns.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            await tables.SignIns.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    /// <summary>False if the user's address, roles or status has changed, or if the way they signed in is no longer allowed.</summary>
    private async Task<bool> HoldsAsync(Session session, CancellationToken cancellationToken) =>
        !(session.IsByMail && options.Value.HasIssuer)
        && session.Bond.Holds(await directory.FindUserAsync(session.User, cancellationToken));

    private async Task UpdateSeenAtAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            await tables.SignIns.UpdateEntityAsync(session.ToRow(), session.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        catch (RequestFailedException lost) when (lost.Status is StatusCodes.Status404NotFound or StatusCodes.Status412PreconditionFailed)
        {
            // Another request wrote it at the same moment, or the user has just signed out.
        }
    }
}
