using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.SignIn;

/// <summary>The issuer's redirect back to this site.</summary>
public sealed partial class FinishSignIn(
    Issuer issuer, PendingSignIn pending, IssuerTokens tokens, Callers callers, SessionCookie sessions, RateLimits limits, ILogger<FinishSignIn> logger)
{
    [Function(nameof(FinishSignIn))]
    [Anybody]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sign-in/callback")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!issuer.IsConfigured)
            throw Problems.NotFound();

        if (One(request, "state") is not { } state || await pending.TakeAsync(request.HttpContext, state, cancellationToken) is not { } began)
            throw Guessed(request, NotBegun());
        if (request.Query.ContainsKey("error"))
            throw Refused(One(request, "error"));
        if (One(request, "code") is not { } code || !await IsOfIssuerAsync(request, cancellationToken))
            throw Guessed(request, NotBegun());
        if (await tokens.RedeemAsync(code, began, cancellationToken) is not { } token || issuer.UserIdOf(token) is not { } id)
            throw Guessed(request, Problems.Forbidden("sign_in_failed", Say($"The sign-in service did not confirm your sign-in.")));
        if (await callers.FindAsync(UserId.From(id), Proof.Session, cancellationToken) is not { } caller)
            throw Problems.Forbidden("unknown_person", callers.WhyUnknown(UserId.From(id)));

        await sessions.SignInAsync(request.HttpContext, caller.Id, false, cancellationToken);
        return new SeeOther(Paths.Local(began.ReturnTo) ?? Addresses.Home);
    }

    private static string? One(HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 and <= 4096 } value] ? value : null;

    /// <summary>RFC 9207: an issuer that sends its identifier sends it in every response. A response with another identifier is invalid.</summary>
    private async Task<bool> IsOfIssuerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.Query.ContainsKey("iss"))
            return true;
        var published = (await issuer.PublishedAsync(cancellationToken)).Issuer;
        return published.Contains('{', StringComparison.Ordinal) || One(request, "iss") == published;
    }

    private static ProblemException NotBegun() =>
        Problems.BadRequest(Say($"This sign-in started elsewhere or took too long. Sign in again."), "sign_in_failed");

    private ProblemException Guessed(HttpRequest request, ProblemException problem)
    {
        limits.CountGuess(request.HttpContext);
        return problem;
    }

    /// <summary>Maps the issuer's error response (RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6).</summary>
    private ProblemException Refused(string? error)
    {
        var isPlain = error is { Length: <= 40 } && error.All(character => char.IsAsciiLetter(character) || character == '_');
        Log.Refused(logger, isPlain ? error! : "another error"); // A plain error is not null.
        return error switch
        {
            "temporarily_unavailable" or "server_error" => IssuerMetadata.Unreachable(),
            "access_denied" => new ProblemException(
                StatusCodes.Status403Forbidden,
                "sign_in_denied",
                Say($"You are not signed in."),
                Say($"The sign-in was cancelled, or your account cannot use this site. Sign in again, or contact your administrator.")),
            _ => new ProblemException(
                StatusCodes.Status403Forbidden,
                "sign_in_failed",
                Say($"You are not signed in."),
                Say($"The sign-in service refused your sign-in. Sign in again. If it happens again, contact your administrator.")),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The issuer refused a sign-in: {Error}")]
        public static partial void Refused(ILogger logger, string error);
    }
}
