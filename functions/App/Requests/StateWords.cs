using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

/// <summary>Where a request stands, in a word and in a sentence.</summary>
public static class StateWords
{
    public static string Name(RequestState state) => state switch
    {
        RequestState.Pending => Say($"Waits for approval"),
        RequestState.Provisioning => Say($"Approved, being given"),
        RequestState.Granted => Say($"Given"),
        RequestState.Denied => Say($"Request denied"),
        RequestState.Failed => Say($"Error"),
        RequestState.Expired => Say($"Not answered"),
        RequestState.Cancelled => Say($"Withdrawn"),
        RequestState.Obsolete => Say($"No longer applies"),
    };

    /// <summary>The class of its badge.</summary>
    public static string? Tone(RequestState state) => state switch
    {
        RequestState.Granted => "good",
        RequestState.Denied or RequestState.Failed => "bad",
        RequestState.Expired or RequestState.Obsolete => "warn",
        RequestState.Pending or RequestState.Provisioning or RequestState.Cancelled => null,
    };

    /// <summary>Whom it waits for and since when, or how it ended.</summary>
    /// <param name="task">The newest of its case that the reader may see; null: none, or none yet.</param>
    public static string Sentence(RequestState state, ReviewTask? task, Func<UserId, string> nameOf, LocalTime time) => state switch
    {
        RequestState.Pending => task is null ? Say($"Whoever decides is being asked just now.") : Waiting(task, nameOf, time),
        RequestState.Provisioning => task is { Kind: TaskKind.Provisioning } ? Giving(task, nameOf, time) : Say($"Whoever gives the access is being asked just now."),
        RequestState.Granted => task?.ClosedAt is { } at ? Say($"The access was given on {time.SayDay(at)}.") : Say($"The access was given."),
        RequestState.Denied => task?.LastDecision is { } denial ? Say($"{nameOf(denial.By)} said no on {time.SayDay(denial.At)}.") : Say($"Whoever was asked said no."),
        RequestState.Failed => task?.LastDecision is { } error ? Say($"{nameOf(error.By)} could not give it. The app's owners can try again.") : Say($"It could not be given. The app's owners can try again."),
        RequestState.Expired => Say($"Nobody answered in time. You can ask again."),
        RequestState.Cancelled => task?.ClosedAt is { } at ? Say($"Taken back on {time.SayDay(at)}.") : Say($"Taken back."),
        RequestState.Obsolete => task?.ClosingCause is { } cause ? $"{ObsoleteWords.Why(cause)} {Say($"Nothing changes.")}" : Say($"Nothing was left to decide. Nothing changes."),
    };

    /// <summary>What whoever ended it wrote.</summary>
    public static string? Quote(RequestState state, ReviewTask? task) => state is RequestState.Denied or RequestState.Failed ? task?.LastDecision?.Reason : null;

    private static string Waiting(ReviewTask task, Func<UserId, string> nameOf, LocalTime time) => task.Assignees.Count == 0
        ? Say($"Nobody could be asked: an administrator has to look.")
        : Say($"Waits for {Names(task, nameOf)} since {time.SayDay(task.StepStartedAt)}.");

    private static string Giving(ReviewTask task, Func<UserId, string> nameOf, LocalTime time) => task.Assignees.Count == 0
        ? Say($"Nobody could be asked to give it: an administrator has to look.")
        : Say($"Waits for {Names(task, nameOf)} to give it, since {time.SayDay(task.StepStartedAt)}.");

    private static string Names(ReviewTask task, Func<UserId, string> nameOf) => PeopleWords.Any([.. task.Assignees.Select(assignee => nameOf(assignee.User))]);
}
