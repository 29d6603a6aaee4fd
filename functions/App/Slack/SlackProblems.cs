using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Slack;

internal static class SlackProblems
{
    /// <exception cref="ProblemException">Slack is off: 409.</exception>
    public static void RequireEnabled(SlackOptions options)
    {
        if (!options.IsEnabled)
            throw Problems.Conflict("slack_off", "Slack is not set up.", "Set the Slack:* settings first.");
    }

    /// <summary>Slack could not be reached; nothing was changed.</summary>
    public static ProblemException Of(SlackAnswer answer) =>
        new(StatusCodes.Status503ServiceUnavailable, "slack_unavailable", "Slack is not available at the moment. Nothing was changed.", (answer as SlackAnswer.Refused)?.Error)
        {
            RetryAfter = answer is SlackAnswer.Later later ? later.Pause : TimeSpan.FromSeconds(30),
        };
}
