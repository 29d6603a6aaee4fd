using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <summary>What every endpoint does that changes a task: its key, its If-Match and its caller become an order; the answer is the task or the problem.</summary>
public sealed class TaskEndpoint(TaskCommands commands)
{
    /// <param name="task">Its identifier or number.</param>
    /// <param name="alsoPeople">People whom the intent names.</param>
    /// <exception cref="ProblemException">Unknown, refused, changed meanwhile or busy.</exception>
    public async Task<IResult> ExecuteAsync(
        HttpRequest request, string task, DurableTaskClient client, TaskIntent intent, CancellationToken cancellationToken, params IReadOnlyList<UserId> alsoPeople)
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.HttpContext.GetCaller();
        var order = CommandOrder.From(caller, task, intent) with { Operation = request.HttpContext.GetOperation(), IfMatch = request.ReadIfMatch(), AlsoPeople = alsoPeople };
        return TaskAnswers.Of(await commands.ExecuteAsync(client, order, cancellationToken), caller);
    }
}
