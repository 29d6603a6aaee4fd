using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

/// <summary>Problems that are shared by several capabilities.</summary>
public static partial class Problems
{
    public static ProblemException BadRequest(string detail, string code = "bad_request") =>
        new(StatusCodes.Status400BadRequest, code, Say($"The request is not valid."), detail);

    public static ProblemException Unauthorized(string code = "sign_in_required") =>
        new(StatusCodes.Status401Unauthorized, code, Say($"Sign in to continue."));

    public static ProblemException Forbidden(string code = "not_allowed", string? detail = null) =>
        new(StatusCodes.Status403Forbidden, code, Say($"You do not have permission to do this."), detail);

    /// <summary>The same problem for what does not exist and for what the caller may not see.</summary>
    public static ProblemException NotFound() =>
        new(StatusCodes.Status404NotFound, "not_found", Say($"Page not found, or you do not have access to it."));

    /// <summary>Nothing has this identifier. An invisible character in it is named, because it may be the reason.</summary>
    public static ProblemException NotFound(string id) =>
        ExactText.UnseenIn(ExactText.Normalize(id)) is { } unseen
            ? new(StatusCodes.Status404NotFound, "not_found", NotFound().Title, GivenId.Sentence(unseen))
            : NotFound();

    public static ProblemException Conflict(string code, string title, string? detail = null) =>
        new(StatusCodes.Status409Conflict, code, title, detail);

    public static ProblemException ChangedMeanwhile(string? eTag = null) =>
        new(StatusCodes.Status412PreconditionFailed, "changed_meanwhile", Say($"It has changed since you opened it. Reload it and try again."), null, new Dictionary<string, object?> { ["eTag"] = eTag });

    public static ProblemException TooLarge(int bytes) =>
        new(StatusCodes.Status413PayloadTooLarge, "too_large", Say($"The request body is too large."), bytes < 1024 * 1024 ? Say($"The maximum is {bytes / 1024} KB.") : Say($"The maximum is {bytes / (1024 * 1024)} MB."));

    public static ProblemException UnsupportedType(string takes) =>
        new(StatusCodes.Status415UnsupportedMediaType, "unsupported_type", Say($"This content type is not supported."), Say($"Send {takes}."));

    public static ProblemException TooMany(TimeSpan retryAfter, string? detail = null) =>
        new(StatusCodes.Status429TooManyRequests, "too_many_requests", Say($"Too many requests."), detail) { RetryAfter = retryAfter };

    /// <summary>The requested data was written by a newer version of the app, which will soon replace this one.</summary>
    public static ProblemException NewerVersion() =>
        new(StatusCodes.Status503ServiceUnavailable, "newer_version", Say($"A new version is being rolled out. Nothing was changed."), Say($"Try again.")) { RetryAfter = TimeSpan.FromSeconds(10) };

    /// <summary>The tables, the queue or the orchestrations are unavailable or overloaded.</summary>
    public static ProblemException Unavailable() =>
        new(StatusCodes.Status503ServiceUnavailable, "unavailable", Say($"The service is not available now."), Say($"Try again in a minute.")) { RetryAfter = Outage.Pause };

    /// <summary>Too many concurrent changes to the same thing; this change was not made.</summary>
    public static ProblemException Busy() =>
        new(StatusCodes.Status503ServiceUnavailable, "busy", Say($"Other people are changing this at the moment. Nothing was changed."), Say($"Try again.")) { RetryAfter = TimeSpan.FromSeconds(1) };
}
