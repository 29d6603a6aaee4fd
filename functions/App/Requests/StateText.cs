using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

/// <summary>The status of a request, as a word and as a sentence.</summary>
public static class StateText
{
    public static string Name(RequestState state) => state switch
    {
        RequestState.Pending => Say($"Waiting for approval"),
        RequestState.Provisioning => Say($"Approved, waiting for setup"),
        RequestState.Granted => Say($"Granted"),
        RequestState.Denied => Say($"Request denied"),
        RequestState.Failed => Say($"Failed setup"),
        RequestState.Expired => Say($"Not answered"),
        RequestState.Cancelled => Say($"Withdrawn"),
        RequestState.Obsolete => Say($"No longer applies"),
    };

    /// <summary>The CSS class of its badge.</summary>
    public static string? Tone(RequestState state) => state switch
    {
        RequestState.Granted => "good",
        RequestState.Denied or RequestState.Failed => "bad",
        RequestState.Expired or RequestState.Obsolete => "warn",
        RequestState.Pending or RequestState.Provisioning or RequestState.Cancelled => null,
    };

    /// <summary>Who has the open task and since when, or how the request ended.</summary>
    /// <param name="task">The newest task of its case that the reader may see; null: none, or none yet.</param>
    public static string Sentence(RequestState state, ReviewTask? task, Func<UserId, string> nameOf, LocalTime time) => state switch
    {
        RequestState.Pending => task is null ? Say($"The approval task is being opened.") : Waiting(task, nameOf, time),
        RequestState.Provisioning => task is { Kind: TaskKind.Provisioning } ? Giving(task, nameOf, time) : Say($"The provisioning task is being opened."),
        RequestState.Granted => task?.ClosedAt is { } at ? Say($"The access was granted on {time.SayDay(at)}.") : Say($"The access was granted."),
        RequestState.Denied => task?.LastDecision is { } denial ? Say($"{nameOf(denial.By)} denied the request on {time.SayDay(denial.At)}.") : Say($"The request was denied."),
        RequestState.Failed => task?.LastDecision is { } error ? Say($"{nameOf(error.By)} could not grant the access. The app's owners can retry.") : Say($"The access could not be granted. The app's owners can retry."),
        RequestState.Expired => Say($"Nobody answered in time, so access was not granted. You can request it again."),
        RequestState.Cancelled => task?.ClosedAt is { } at ? Say($"Withdrawn on {time.SayDay(at)}.") : Say($"Withdrawn by the requester."),
        RequestState.Obsolete => task?.ClosingCause is { } cause ? $"{ObsoleteText.Why(cause)} {Say($"Nothing changes.")}" : Say($"There was nothing left to decide. Nothing changes."),
    };

    /// <summary>The reason that the last decider gave; null: none.</summary>
    public static string? Quote(RequestState state, ReviewTask? task) => state is RequestState.Denied or RequestState.Failed ? task?.LastDecision?.Reason : null;

    private static string Asked(OpenQuestion question, Func<UserId, string> nameOf, LocalTime time) =>
        Say($"{nameOf(question.AskedBy)} needs information from the requester. The request waits for the answer until {time.SayShort(question.Until)}.");

    private static string Waiting(ReviewTask task, Func<UserId, string> nameOf, LocalTime time) => task.Question is { } question
        ? Asked(question, nameOf, time)
        : task.Assignees.Count == 0 ? Say($"Nobody is assigned. An administrator must assign the task.")
        : Say($"Waiting for {Names(task, nameOf)} since {time.SayDay(task.StepStartedAt)}.");

    private static string Giving(ReviewTask task, Func<UserId, string> nameOf, LocalTime time) => task.Question is { } question
        ? Asked(question, nameOf, time)
        : task.Assignees.Count == 0 ? Say($"Nobody is assigned to grant the access. An administrator must assign the task.")
        : Say($"Waiting for {Names(task, nameOf)} to grant the access since {time.SayDay(task.StepStartedAt)}.");

    private static string Names(ReviewTask task, Func<UserId, string> nameOf) => PeopleText.Any([.. task.Assignees.Select(assignee => nameOf(assignee.User))]);
}
