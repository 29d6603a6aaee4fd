using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>Responds to a Slack user who has just done something.</summary>
public sealed partial class SlackReplies(SlackClient client, TimeProvider clock, ILogger<SlackReplies> logger)
{
    /// <summary>Slack waits three seconds in total, and a request may need two calls.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(1200);

    /// <summary>Opens a modal. Returns the reason if it did not open, otherwise null.</summary>
    public async Task<string?> OpenModalAsync(JsonObject view, string? trigger, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(Timeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            var answer = await client.CallAsync(SlackMethod.OpenView, new JsonObject { ["trigger_id"] = trigger, ["view"] = view }, limit.Token);
            if (answer is SlackAnswer.Done)
                return null;
            Log.NotOpened(logger, (answer as SlackAnswer.Refused)?.Error ?? answer.GetType().Name);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotOpened(logger, "slow");
        }

        return Say($"Slack could not open the form. Select the button again.");
    }

    /// <summary>Sends a message that only this Slack user sees. A failure is ignored, because the task's message shows the result.</summary>
    public async Task SendAsync(string? address, string sentence, CancellationToken cancellationToken)
    {
        if (address is null)
            return;
        using var timer = new CancellationTokenSource(Timeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await client.RespondAsync(address, ChatText.OnlyYou(sentence), limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ReplyTimedOut(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Slack did not open a dialog: {Why}")]
        public static partial void NotOpened(ILogger logger, string why);

        [LoggerMessage(LogLevel.Warning, "Slack did not accept the message about a refused decision in time")]
        public static partial void ReplyTimedOut(ILogger logger);
    }
}
