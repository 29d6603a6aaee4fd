using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Links;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AccessReview.App.LinkPages;

/// <summary>Opens a link for a request, in the same way for showing and for deciding. It writes nothing.</summary>
public sealed partial class LinkOpening(
    LinkVerifier verifier, LinkRateLimit openings, RateLimits limits, TaskStore tasks, DirectoryFactsReader directory, AccessContextReader contexts, IOptionsMonitor<LinkOptions> options, TimeProvider clock, ILogger<LinkOpening> logger)
{
    /// <exception cref="ProblemException">429: too many invalid tokens from this address.</exception>
    public async Task<OpenedLink> OpenAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        switch (await verifier.VerifyAsync(token, cancellationToken))
        {
            case LinkCheck.Good { Claims: var claims }:
                return openings.Take(claims.Id) is var wait && wait > TimeSpan.Zero ? new OpenedLink.TooMany(wait) : await OpenAsync(http.TryGetCaller(), claims, cancellationToken);
            case LinkCheck.Dead dead:
                Log.Expired(logger, dead.Claims.Id, dead.IsRevoked);
                return new OpenedLink.Dead(dead.Claims, dead.IsRevoked);
            case LinkCheck.Unknown unknown:
                Log.Unknown(logger, unknown.Why, Fingerprint(token));
                limits.CountGuess(http);
                return new OpenedLink.Unknown();
            default:
                throw new UnreachableException("LinkCheck is closed.");
        }
    }

    /// <summary>Reads the task again for a link that was already checked in this request.</summary>
    public Task<OpenedLink> ReopenAsync(LinkClaims claims, CancellationToken cancellationToken) => OpenAsync(null, claims, cancellationToken);

    private async Task<OpenedLink> OpenAsync(Caller? caller, LinkClaims claims, CancellationToken cancellationToken)
    {
        if (await tasks.LoadAsync(claims.Task, cancellationToken) is not { Task: var task })
            return new OpenedLink.Unknown();
        if (caller is not null && caller.Id != claims.Person)
        {
            Log.OtherPersonSignedIn(logger, claims.Id);
            return new OpenedLink.Foreign();
        }

        IReadOnlyList<TaskEvent> events = [.. (await tasks.EventsAsync(task.Id, cancellationToken)).Select(stored => stored.Event)];
        var facts = await directory.ReadAsync(task.Subject, [claims.Person, .. TaskPeople.Of(task), .. events.SelectMany(TaskPeople.Of)], cancellationToken);
        var now = clock.GetUtcNow();
        var status = LinkStatus.Of(claims.Person, claims.Generation, task, events, TaskMachine.NothingLeft(task, facts, now));
        if (status is not LinkStatus.Open)
            Log.NotValid(logger, claims.Id, status.GetType().Name);
        if (facts.Find(claims.Person) is not { IsActive: true })
            return new OpenedLink.Dead(claims, true);
        if (status is LinkStatus.Open or LinkStatus.Answered && RequiresSignIn(task, facts))
            return new OpenedLink.SignInFirst(claims);
        var decisions = SubjectRules.DecisionsOf(task.Kind, task.Subject, facts, now);
        return new OpenedLink.Task(claims, task.Today(facts), events, facts, status)
        {
            At = now,
            Decisions = decisions,
            Context = status is LinkStatus.Open ? new TaskContext(await contexts.ReadRecentAsync(task.Subject, facts, cancellationToken), false) : TaskContextReader.FrozenOf(task, events),
            OnlyRemoval = decisions.Count == 1 ? SubjectRules.WhyNotToKeep(task.Subject, facts, now) : null,
        };
    }

    /// <summary>The current risk counts, not the risk when the link was sent.</summary>
    private bool RequiresSignIn(ReviewTask task, DirectoryFacts facts) => options.CurrentValue.RequiresSignIn(SubjectRules.RiskOf(task.Subject, facts));

    // Enough to identify a given token, but not to create one.
    private static string Fingerprint(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 4));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Unknown link opened ({Why}); the SHA-256 of its token begins with {Fingerprint}")]
        public static partial void Unknown(ILogger logger, string why, string fingerprint);

        [LoggerMessage(LogLevel.Information, "Expired or revoked link {Link} opened (revoked: {IsRevoked})")]
        public static partial void Expired(ILogger logger, string link, bool isRevoked);

        [LoggerMessage(LogLevel.Warning, "Link {Link} opened while another person was signed in")]
        public static partial void OtherPersonSignedIn(ILogger logger, string link);

        [LoggerMessage(LogLevel.Information, "Link {Link} opened, but no longer valid: {Status}")]
        public static partial void NotValid(ILogger logger, string link, string status);
    }
}
