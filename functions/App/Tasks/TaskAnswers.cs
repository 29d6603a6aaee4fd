using System.Globalization;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>The responses of the task functions: the task with its ETag, or a problem.</summary>
public static class TaskAnswers
{
    public static string TagOf(ReviewTask task) => task.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns the task after the command, or throws the reason of the refusal. It reads nothing, so no read can fail.</summary>
    /// <exception cref="ProblemException">Refused, not found, changed meanwhile or busy.</exception>
    public static ApiResult Of(CommandResult result, Caller caller)
    {
        if (ProblemIfAny(result) is { } problem)
            throw problem;
        var done = (CommandResult.Done)result;
        return Of(done.Task, done.Facts, done.At, caller);
    }

    public static ApiResult Of(ReadableTask readable, Caller caller) => Of(readable.Task, readable.Facts, readable.At, caller);

    public static ProblemException? ProblemIfAny(CommandResult result) => result switch
    {
        CommandResult.Refused { Why: Refusal.AlreadyDecided, Earlier: { } earlier } refused => Problems.AlreadyDecided(refused.Task, earlier, refused.IsOwn),
        CommandResult.Refused refused => Problems.Of(refused.Why, refused.Task),
        CommandResult.Changed changed => Problems.ChangedMeanwhile(TagOf(changed.Task), changed.Task),
        CommandResult.NotFound => Problems.NotFound(),
        CommandResult.Busy => Problems.Busy(),
        _ => null,
    };

    public static ApiResult Of(ReviewTask task, DirectoryFacts facts, DateTimeOffset at, Caller caller) =>
        ApiResult.Ok(TaskView.Of(task, caller.Actor, facts, at)).WithETag(TagOf(task));
}
