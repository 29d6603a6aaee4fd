using System.Text.Json;
using AccessReview.App.Http;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>
/// A button was pressed, or a modal was sent. Slack waits three seconds, so only the decision is made here.
/// The queue updates the message, as it does after a decision on a page.
/// </summary>
public sealed partial class HandleSlackInteraction(
    SlackInbox inbox, SlackPeople people, SlackDecisions decisions, SlackQuestions questions, SlackReplies replies, ILogger<HandleSlackInteraction> logger)
{
    [Function(nameof(HandleSlackInteraction))]
    [Anybody(FromElsewhere = true)]
    [BodyLimit(SlackInbox.MaxBytes)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "slack/interactions")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        inbox.TakeAsync(request, body => TakeAsync(body, durable, cancellationToken), cancellationToken);

    private async Task<IResult> TakeAsync(ReadOnlyMemory<byte> body, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var payload = SlackJson.Parse(SlackForm.Read(body).GetValueOrDefault("payload"));
        var type = SlackClient.TextOf(payload, "type");
        if (type is not ("block_actions" or "view_submission"))
            return Results.Ok();

        var caller = await people.FindAsync(SlackClient.TextOf(payload, "team", "id"), SlackClient.TextOf(payload, "user", "id"), cancellationToken);
        using var speaking = Use(Choose([caller?.User.Locale]));
        return type == "block_actions"
            ? await PressedAsync(caller, payload, durable, cancellationToken)
            : await SentAsync(caller, payload, durable, cancellationToken);
    }

    private async Task<IResult> PressedAsync(Caller? caller, JsonElement payload, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        // Slack also reports buttons that only open a page.
        if (SlackJson.First(payload, "actions") is not { } action || SlackClient.TextOf(action, "action_id") is not { } name)
            return Results.Ok();
        var (asks, undoes) = (QuestionForm.Is(name), name == SlackMessage.UndoAction);
        if (!asks && !undoes && !name.StartsWith(SlackMessage.DecideAction, StringComparison.Ordinal))
            return Results.Ok();

        var refusal = caller is null ? ChatText.Unknown
            : asks ? await questions.OpenAsync(caller, name, SlackClient.TextOf(action, "value"), SlackClient.TextOf(payload, "trigger_id"), cancellationToken)
            : DecisionValue.Read(SlackClient.TextOf(action, "value")) is not { } value ? Say($"This button does not belong to Access Review.")
            : undoes ? Noted(caller, await decisions.UndoAsync(caller, value, durable, cancellationToken))?.Sentence
            : await DecideAsync(caller, value, SlackClient.TextOf(payload, "trigger_id"), durable, cancellationToken);
        if (refusal is not null)
            await replies.SendAsync(SlackClient.TextOf(payload, "response_url"), refusal, cancellationToken);
        return Results.Ok();
    }

    /// <summary>Returns the refusal's text, or null.</summary>
    private async Task<string?> DecideAsync(Caller caller, DecisionValue value, string? trigger, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        try
        {
            var (task, canBeTaken) = await decisions.ReadAsync(caller, value, cancellationToken);
            if (canBeTaken && DecisionRules.PromptsForReason(task, value.Decision))
                return await replies.OpenModalAsync(ReasonForm.Create(task, value), trigger, cancellationToken);
        }
        catch (ProblemException problem)
        {
            return problem.Sentence;
        }

        return Noted(caller, await decisions.DecideAsync(caller, value, null, durable, cancellationToken))?.Sentence;
    }

    private async Task<IResult> SentAsync(Caller? caller, JsonElement payload, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (QuestionForm.Is(SlackClient.TextOf(payload, "view", "callback_id")))
            return AnswerTo(caller is null ? QuestionForm.Refused(ChatText.Unknown) : await questions.SendAsync(caller, payload, durable, cancellationToken));
        if (SlackClient.TextOf(payload, "view", "callback_id") != ReasonForm.Name || DecisionValue.Read(SlackClient.TextOf(payload, "view", "private_metadata")) is not { } value)
            return Results.Ok();
        if (caller is null)
            return ApiResult.Ok(ReasonForm.Refused(ChatText.Unknown));

        var reason = SlackClient.TextOf(payload, "view", "state", "values", ReasonForm.Name, ReasonForm.Name, "value");
        return Noted(caller, await decisions.DecideAsync(caller, value, reason, durable, cancellationToken)) switch
        {
            null => Results.Ok(),
            { Code: "reason_required" or "text_too_long" } wrong => ApiResult.Ok(ReasonForm.Wrong(wrong.Title)),
            { } refused => ApiResult.Ok(ReasonForm.Refused(refused.Sentence)),
        };
    }

    /// <param name="modal">What becomes of the modal; null: it closes.</param>
    private static IResult AnswerTo(System.Text.Json.Nodes.JsonObject? modal) => modal is null ? Results.Ok() : ApiResult.Ok(modal);

    private ProblemException? Noted(Caller caller, ProblemException? problem)
    {
        if (problem is not null)
            Log.Refused(logger, caller.Id.Value, problem.Code);
        return problem;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Decision of {Person} in Slack refused: {Why}")]
        public static partial void Refused(ILogger logger, string person, string why);
    }
}
