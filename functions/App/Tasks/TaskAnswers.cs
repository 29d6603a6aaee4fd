using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.SignIn;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Tasks;

/// <summary>What the task functions answer: the task with its ETag, or the problem.</summary>
public sealed class TaskAnswers(TaskReader reader, TaskStore store)
{
    public static string ETagOf(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <exception cref="ProblemException">412: the caller has seen an older version.</exception>
    public static void CheckIfMatch(HttpRequest request, ReadableTask readable)
    {
        string? expected = request.Headers.IfMatch;
        if (expected is not null && expected != "*" && expected != ETagOf(readable.Task.Version))
            throw new ProblemException(StatusCodes.Status412PreconditionFailed, "precondition_failed", "The task has changed since you read it.");
    }

    /// <summary>The task as it is after a command, or the reason why the command was refused.</summary>
    /// <exception cref="ProblemException">Refused, unknown or busy.</exception>
    public async Task<IResult> OfAsync(CommandResult result, Caller caller, CancellationToken cancellationToken)
    {
        var task = ProblemIfAny(result) is { } problem ? throw problem : ((CommandResult.Done)result).Task;
        var stored = await store.LoadAsync(task.Id, cancellationToken) ?? throw Problems.NotFound();
        return Of(await reader.DescribeAsync(stored, cancellationToken), caller);
    }

    public static IResult Of(ReadableTask readable, Caller caller) =>
        ApiResult.Ok(TaskView.Of(readable.Task, caller.Actor, readable.Facts, readable.At), ETagOf(readable.Task.Version));

    public static ProblemException? ProblemIfAny(CommandResult result) => result switch
    {
        CommandResult.Refused refused => Problems.Of(refused.Why, refused.Task),
        CommandResult.NotFound => Problems.NotFound(),
        CommandResult.Busy => Problems.Busy(),
        _ => null,
    };
}
