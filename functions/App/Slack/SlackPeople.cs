using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

/// <summary>Finds the user of a Slack user by the admin's connection, never by the Slack profile.</summary>
public sealed class SlackPeople(SlackMembers members, Callers callers, RateLimits limits, IOptions<SlackOptions> options)
{
    /// <summary>Returns null for a Slack user of another workspace, without a connection, or whose user is no longer active.</summary>
    /// <exception cref="ProblemException">The Slack user has sent too many requests: 429.</exception>
    public async Task<Caller?> FindAsync(string? team, string? slackUser, CancellationToken cancellationToken)
    {
        if (team != options.Value.TeamId || !SlackNames.IsUser(slackUser) || await members.FindBySlackAsync(slackUser, cancellationToken) is not { } member)
        {
            limits.CountStranger($"{team} {slackUser}");
            return null;
        }

        limits.Count(member.User);
        return await callers.FindAsync(member.User, Proof.Slack, cancellationToken);
    }
}
