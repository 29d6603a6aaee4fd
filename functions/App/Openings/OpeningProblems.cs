using AccessReview.App.Http;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Openings;

/// <summary>Maps refusals of an opening to HTTP problems.</summary>
public static class OpeningProblems
{
    public static ProblemException Of(OpeningRefusal why) => why switch
    {
        OpeningRefusal.WrongKind => new(StatusCodes.Status400BadRequest, "wrong_kind", "Only certifications and revocations can be opened directly. The other kinds follow from requests and decisions."),
        OpeningRefusal.TextTooLong => Problems.BadRequest($"The reason has at most {PlainText.MaxCharacters} characters.", "text_too_long"),
        OpeningRefusal.NotHeld => new(StatusCodes.Status409Conflict, "not_held", "The user does not have this entitlement."),
    };

    /// <summary>There is such a task; the problem names it.</summary>
    public static ProblemException AlreadyOpen(ReviewTask open) =>
        new(StatusCodes.Status409Conflict, "already_open", $"Task #{open.Number} about this access is open.") { Extensions = { ["task"] = open.Id, ["number"] = open.Number } };

    /// <summary>More tasks than one call opens; nothing was opened.</summary>
    public static ProblemException TooMany(int count) => new(
        StatusCodes.Status400BadRequest,
        "too_many_tasks",
        Say($"Nothing was opened. One call opens at most {AccessOpening.MaxTasks} tasks, and this one would open {count:N0}."),
        Say($"Open them in parts: name up to {AccessOpening.MaxTasks} in each call."));
}
