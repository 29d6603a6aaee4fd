using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

/// <summary>Accepts requests from Slack. The signature is verified before anything is read, and each request is handled once.</summary>
public sealed class SlackInbox(SlackReplays replays, RateLimits limits, IOptions<SlackOptions> options, TimeProvider clock)
{
    /// <summary>An interaction contains the whole message; an event contains up to 40,000 characters three times.</summary>
    public const int MaxBytes = 512 * 1024;

    /// <exception cref="ProblemException">Slack is not configured (404), or the request is not from Slack (401).</exception>
    public async Task<IResult> TakeAsync(HttpRequest request, Func<ReadOnlyMemory<byte>, Task<IResult>> answer, CancellationToken cancellationToken)
    {
        if (!options.Value.IsEnabled)
            throw Problems.NotFound();

        var body = await request.ReadBodyAsync(cancellationToken);
        var (time, signature) = (Single(request, "X-Slack-Request-Timestamp"), Single(request, "X-Slack-Signature"));
        if (!SlackSignature.Holds(options.Value.Secrets, time, signature, body.Span, clock.GetUtcNow()))
        {
            limits.CountGuess(request.HttpContext);
            throw Problems.Unauthorized("bad_signature");
        }

        var seen = signature!.ToLowerInvariant(); // The signature is valid, so it is not null.
        if (!await replays.TryBeginAsync(seen, cancellationToken))
            return Results.Ok();
        try
        {
            return await answer(body);
        }
        catch
        {
            await replays.ForgetAsync(seen);
            throw;
        }
    }

    private static string? Single(HttpRequest request, string header) => request.Headers[header] is [{ } value] ? value : null;
}
