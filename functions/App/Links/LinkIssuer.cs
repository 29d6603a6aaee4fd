using System.Security.Cryptography;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Links;

/// <summary>Makes the links that mails carry, and records each before anybody sees it.</summary>
public sealed class LinkIssuer(LinkStore store, LinkKeys keys, DirectoryStore directory, IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <summary>So many links of one generation of a task live at a time.</summary>
    public const int MaxLive = 20;

    /// <summary>An address that opens the task for <paramref name="person"/>; without signing in where their link may still be made.</summary>
    /// <param name="task">The task as the person is asked about it.</param>
    /// <param name="person">Whom the link is for.</param>
    /// <param name="channel">Where it is sent: email, slack, console.</param>
    public async Task<Uri> MintAsync(ReviewTask task, UserId person, string channel, CancellationToken cancellationToken)
    {
        var live = await store.LiveAsync(task.Id, task.Generation, cancellationToken);
        if (live.Count >= MaxLive)
        {
            // Makes room by the person's own oldest link; nobody's mail loses its link to somebody else's.
            if (live.FirstOrDefault(link => link.Claims.Person == person) is not { } own)
                return site.Value.At($"/tasks/{task.Id}");
            await store.RevokeAsync(task.Id, own.Claims.Id, cancellationToken);
        }

        // Tokens carry whole seconds; the row says the same.
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var claims = new LinkClaims(site.Value.Tenant, task.Id, task.Generation, person, now, LinkLife.End(now, task.DueAt), id);
        var (name, key) = keys.Signing;
        var bond = PersonBond.Of(await directory.FindUserAsync(person, cancellationToken));
        await store.AddAsync(new IssuedLink(claims, name, channel, null) { Bond = bond }, cancellationToken);
        return site.Value.At($"/r/{LinkToken.Sign(claims, name, key)}");
    }
}
