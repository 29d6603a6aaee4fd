using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.MyWork;

/// <summary>The page to reassign a task: a search by name, the users found, a reason.</summary>
public sealed class ShowReassign(ReassignReader reassigning)
{
    [Function(nameof(ShowReassign))]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "tasks/{task}/reassign")] HttpRequest request, string task, CancellationToken cancellationToken)
    {
        var content = await reassigning.ReadAsync(request.HttpContext.GetCaller(), task, request.Query.ReadSearch("people"), cancellationToken);
        return Page.Of<ReassignPage>(new { Content = content });
    }
}
