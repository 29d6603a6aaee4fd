using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.MyWork;

/// <summary>The lists of My work: open tasks by kind, and completed ones.</summary>
public sealed class ShowList(ListReader lists, TaskReader tasks)
{
    [Function("ShowWaitingTasks")]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> WaitingAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "my/{kind}")] HttpRequest request, string kind, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var listQuery = ListQuery.Of(kind, false, request.Query);
        // With approvals for several apps, the reader chooses an app first.
        if (listQuery.IsByApp)
        {
            var apps = await lists.AppsAsync(caller, listQuery.Kind, cancellationToken);
            if (apps.Count > 1)
                return Page.Of<AppsPage>(new { Apps = apps });
            listQuery = listQuery with { App = apps is [var only] ? AppId.From(only.Id) : null };
        }

        var content = await lists.ReadAsync(caller, listQuery, request.Query.ReadLimit(), cancellationToken, request.Query["select"] == "all");
        return Page.Of<WaitingPage>(new { Content = content with { JustDecided = await JustDecidedAsync(caller, request.Query, cancellationToken) } });
    }

    [Function("ShowCompletedTasks")]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> CompletedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "my/{kind}/completed")] HttpRequest request, string kind, CancellationToken cancellationToken)
    {
        var listQuery = ListQuery.Of(kind, true, request.Query);
        return Page.Of<CompletedPage>(new { Content = await lists.ReadAsync(request.HttpContext.GetCaller(), listQuery, request.Query.ReadLimit(), cancellationToken) });
    }

    /// <summary>Anybody can write the URL, so the task itself must say that the reader decided so.</summary>
    private async Task<string?> JustDecidedAsync(Caller caller, IQueryCollection query, CancellationToken cancellationToken) =>
        Flash.Decided(query) is var (number, decision)
        && await tasks.FindAsync(caller, number, null, cancellationToken) is { Shown: var task }
        && task.Decisions.Any(made => made.By == caller.Id && made.Decision == decision)
            ? task.Decisions.Last(made => made.By == caller.Id) is var own && task.Policy.Steps[own.Step].AsksHolder()
                ? $"{DecisionText.YouDid(task, own)}: {TaskText.Access(task.Subject)}."
                : DecisionText.YouDid(decision, task.Kind, task.Subject)
            : null;
}
