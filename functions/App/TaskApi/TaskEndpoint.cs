using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <summary>
/// The common part of all endpoints that change a task. It turns the request's operation, If-Match and caller into an order
/// and returns the task or a problem.
/// </summary>
public sealed class TaskEndpoint(TaskCommands commands)
{
    /// <param name="task">The task's id or number.</param>
    /// <param name="alsoPeople">Users whom the intent names.</param>
    /// <exception cref="ProblemException">Not found, refused, changed meanwhile or busy.</exception>
    public async Task<IResult> ExecuteAsync(
        HttpRequest request, string task, DurableTaskClient client, TaskIntent intent, CancellationToken cancellationToken, params IReadOnlyList<UserId> alsoPeople)
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.HttpContext.GetCaller();
        var order = CommandOrder.From(caller, task, intent) with { Operation = request.HttpContext.GetOperation(), IfMatch = request.ReadIfMatch(), AlsoPeople = alsoPeople };
        return TaskAnswers.Of(await commands.ExecuteAsync(client, order, cancellationToken), caller);
    }
}
