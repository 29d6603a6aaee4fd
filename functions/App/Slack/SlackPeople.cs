using AccessReview.App.SignIn;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

/// <summary>Who of the organization a user of Slack is: whom an administrator has said they are, never whom they say they are.</summary>
public sealed class SlackPeople(SlackMembers members, Callers callers, IOptions<SlackOptions> options)
{
    /// <summary>Null: another workspace's, nobody of ours, or no longer active.</summary>
    public async Task<Caller?> FindAsync(string? team, string? slackUser, CancellationToken cancellationToken) =>
        team == options.Value.TeamId && slackUser is { Length: > 0 and <= 64 } && await members.FindBySlackAsync(slackUser, cancellationToken) is { } member
            ? await callers.FindAsync(member.User, Proof.Slack, cancellationToken)
            : null;
}
