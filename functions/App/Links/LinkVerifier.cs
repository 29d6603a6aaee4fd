using AccessReview.App.Directory;
using AccessReview.App.Http;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Links;

/// <summary>The result of checking a token, without the state of the task.</summary>
public abstract record LinkCheck
{
    private LinkCheck()
    {
    }

    /// <summary>Not a valid link. The response is the same for every reason.</summary>
    /// <param name="Why">The reason, for the log.</param>
    public sealed record Unknown(string Why) : LinkCheck;

    /// <summary>Expired or revoked.</summary>
    public sealed record Dead(LinkClaims Claims, bool IsRevoked) : LinkCheck;

    /// <summary>The holder is <see cref="LinkClaims.Person"/>, for <see cref="LinkClaims.Task"/> only.</summary>
    public sealed record Good(LinkClaims Claims) : LinkCheck;
}

/// <summary>
/// Checks a token in this order: format, key, signature, content, lifetime, row, person. So no data is trusted before it is
/// verified.
/// </summary>
public sealed class LinkVerifier(LinkStore store, LinkKeys keys, DirectoryStore directory, IOptions<SiteOptions> site, TimeProvider clock)
{
    public async Task<LinkCheck> VerifyAsync(string? token, CancellationToken cancellationToken)
    {
        var check = Authenticate(token);
        if (check is not LinkCheck.Good { Claims: var claims })
            return check;

        var now = clock.GetUtcNow();
        if (LinkLife.IsFromTheFuture(claims, now))
            return new LinkCheck.Unknown("issued in the future");
        if (LinkLife.IsOver(claims, now))
            return new LinkCheck.Dead(claims, false);
        if (await store.FindAsync(claims.Task, claims.Generation, claims.Id, cancellationToken) is not { } issued)
            return new LinkCheck.Unknown("not on record");
        var holds = issued.RevokedAt is null && issued.Bond.Holds(await directory.FindUserAsync(claims.Person, cancellationToken));
        return holds ? check : new LinkCheck.Dead(claims, true);
    }

    private LinkCheck Authenticate(string? token)
    {
        if (!LinkToken.TrySplit(token, out var keyName, out var payload, out var mac))
            return new LinkCheck.Unknown("shape");
        if (keys.Find(keyName) is not { } key)
            return new LinkCheck.Unknown("key");
        if (!LinkToken.IsSignedBy(key, keyName, payload, mac))
            return new LinkCheck.Unknown("signature");
        return LinkToken.Unpack(payload) is { } claims && claims.Tenant == site.Value.Tenant ? new LinkCheck.Good(claims) : new LinkCheck.Unknown("content");
    }
}
