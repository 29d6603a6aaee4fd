using AccessReview.App.Directory;
using AccessReview.App.Http;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Links;

/// <summary>What a token is worth, before the task itself is asked.</summary>
public abstract record LinkCheck
{
    private LinkCheck()
    {
    }

    /// <summary>Nothing of ours, whatever is wrong with it: all answered alike.</summary>
    /// <param name="Why">For the log.</param>
    public sealed record Unknown(string Why) : LinkCheck;

    /// <summary>Was good once: expired or revoked.</summary>
    public sealed record Dead(LinkClaims Claims, bool IsRevoked) : LinkCheck;

    /// <summary>Its holder is <see cref="LinkClaims.Person"/>, as far as <see cref="LinkClaims.Task"/> goes.</summary>
    public sealed record Good(LinkClaims Claims) : LinkCheck;
}

/// <summary>Checks a token: shape, key, signature in constant time, content, life, its row, then its person; in this order, so that nothing is believed too early.</summary>
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
