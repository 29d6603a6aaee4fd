using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

/// <summary>Who of the organization a user of Slack is: whom an administrator has said they are, never whom they say they are.</summary>
public sealed class SlackPeople(SlackMembers members, Callers callers, RateLimits limits, IOptions<SlackOptions> options)
{
    /// <summary>Null: another workspace's, nobody of ours, or no longer active.</summary>
    /// <exception cref="ProblemException">They send more than is answered: 429.</exception>
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
