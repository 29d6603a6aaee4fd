using System.Security.Cryptography;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Links;

/// <summary>Issues the links in mails, and records each before it is sent.</summary>
public sealed class LinkIssuer(LinkStore store, LinkKeys keys, DirectoryStore directory, IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <summary>The maximum number of live links of one generation of a task.</summary>
    public const int MaxLive = 20;

    /// <summary>
    /// Returns a URL that opens the task for <paramref name="person"/>. If no link can be issued, it is the task's page,
    /// which needs sign-in.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="person">The user whom the link is for.</param>
    /// <param name="channel">Where it is sent: email or console.</param>
    /// <param name="reading">The live links of the task's generation, if they are being read already; null: they are read now.</param>
    public async Task<Uri> IssueAsync(ReviewTask task, UserId person, string channel, CancellationToken cancellationToken, Task<IReadOnlyList<IssuedLink>>? reading = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        var live = await (reading ?? store.LiveAsync(task.Id, task.Generation, cancellationToken));
        if (live.Count >= MaxLive)
        {
            // Revokes the person's own oldest link. Links of other users are never revoked for it.
            if (live.FirstOrDefault(link => link.Claims.Person == person) is not { } own)
                return site.Value.At($"/tasks/{task.Id}");
            await store.RevokeAsync(task.Id, own.Claims.Id, cancellationToken);
        }

        // Tokens have whole seconds, so the row has too.
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var claims = new LinkClaims(site.Value.Tenant, task.Id, task.Generation, person, now, LinkLife.End(now, task.ClosesAt), id);
        var (name, key) = keys.Signing;
        var bond = PersonBond.Of(await directory.FindUserAsync(person, cancellationToken));
        await store.AddAsync(new IssuedLink(claims, name, channel, null) { Bond = bond }, cancellationToken);
        return site.Value.At($"/r/{LinkToken.Sign(claims, name, key)}");
    }
}
