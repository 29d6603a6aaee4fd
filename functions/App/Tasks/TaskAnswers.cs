using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.SignIn;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Tasks;

/// <summary>What the task functions answer: the task with its ETag, or the problem.</summary>
public sealed class TaskAnswers(TaskReader reader, TaskStore store)
{
    public static string TagOf(ReviewTask task) => task.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>The task as it is after a command, or the reason why the command was refused.</summary>
    /// <exception cref="ProblemException">Refused, unknown or busy.</exception>
    public async Task<IResult> OfAsync(CommandResult result, Caller caller, CancellationToken cancellationToken)
    {
        var task = ProblemIfAny(result) is { } problem ? throw problem : ((CommandResult.Done)result).Task;
        var stored = await store.LoadAsync(task.Id, cancellationToken) ?? throw Problems.NotFound();
        return Of(await reader.DescribeAsync(stored, cancellationToken), caller);
    }

    public static IResult Of(ReadableTask readable, Caller caller) =>
        ApiResult.Ok(TaskView.Of(readable.Task, caller.Actor, readable.Facts, readable.At)).WithETag(TagOf(readable.Task));

    public static ProblemException? ProblemIfAny(CommandResult result) => result switch
    {
        CommandResult.Refused refused => Problems.Of(refused.Why, refused.Task),
        CommandResult.NotFound => Problems.NotFound(),
        CommandResult.Busy => Problems.Busy(),
        _ => null,
    };
}
