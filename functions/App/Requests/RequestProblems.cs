using AccessReview.App.Http;
using AccessReview.Domain.Requests;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Requests;

/// <summary>The API problems of refused requests.</summary>
internal static class RequestProblems
{
    public static ProblemException Of(RequestRefusal why) => why switch
    {
        RequestRefusal.UnknownUser => new(StatusCodes.Status400BadRequest, "unknown_user", "There is no such user."),
        RequestRefusal.UnknownEntitlement => new(StatusCodes.Status400BadRequest, "unknown_entitlement", "There is no such entitlement."),
        RequestRefusal.InactiveUser => new(StatusCodes.Status409Conflict, "inactive_user", "The user is not active."),
        RequestRefusal.AlreadyHeld => new(StatusCodes.Status409Conflict, "already_held", "The user already has this access."),
        RequestRefusal.AlreadyPending => new(StatusCodes.Status409Conflict, "already_pending", "There is already an open request for this access."),
        RequestRefusal.ReasonRequired => new(StatusCodes.Status400BadRequest, "reason_required", "Enter a reason."),
        RequestRefusal.TextTooLong => new(StatusCodes.Status400BadRequest, "text_too_long", "The text is too long: 2,000 characters at most."),
        RequestRefusal.EndInPast => new(StatusCodes.Status400BadRequest, "end_in_past", "The end date is in the past."),
        RequestRefusal.NotRequestable => new(
            StatusCodes.Status409Conflict,
            "not_requestable",
            "This access cannot be requested for this person now.",
            "They may have it already, or a request for it may be pending. Ask them or their manager."),
        RequestRefusal.ReadOnlyRole => new(StatusCodes.Status403Forbidden, "read_only_role", "Auditors can read everything but change nothing."),
    };

    public static ProblemException Over() => new(StatusCodes.Status409Conflict, "request_over", "The request is closed.");
}
