using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Imports;

/// <param name="App">The app for which the import is complete.</param>
/// <param name="Ends">true: what the import does not name ends as removed outside. false: it stays.</param>
public sealed record EndingDecisionRequest(AppId App, bool Ends);

/// <summary>A second person confirms or declines what an import would end: by the API and by the import's page.</summary>
public sealed class DecideEndings(EndingDecisions decisions, ImportReader imports)
{
    [Function(nameof(DecideEndings))]
    [Requires(OrganizationAction.ImportDirectory)]
    [Api("Confirms or declines, as a second person, what an import ends that is complete for an app.", Takes = typeof(EndingDecisionRequest), Answers = typeof(ImportView))]
    [ApiProblem(403, "second_person_required")]
    [ApiProblem(409, "not_waiting", "newer_import")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/directory/imports/{id}/ending-decisions")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<EndingDecisionRequest>(cancellationToken);
        return ApiResult.Ok(ImportView.Of(await decisions.DecideAsync(client, request.HttpContext.GetCaller(), id, wanted.App, wanted.Ends, cancellationToken)));
    }

    [Function("DecideEndingsFromPage")]
    [Requires(OrganizationAction.ImportDirectory)]
    public async Task<IResult> FromPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "directory/import/{id}/endings")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        try
        {
            await decisions.DecideAsync(client, caller, id, form.ReadId<AppId>("app"), form.ReadRequired("decision") == "end", cancellationToken);
            return new SeeOther(DirectoryPaths.Import(id));
        }
        catch (ProblemException problem) when (problem.Status is StatusCodes.Status403Forbidden or StatusCodes.Status409Conflict)
        {
            return Page.Of<ImportPage>(new { Content = await imports.ReadAsync(caller, id, null, cancellationToken), Fault = problem.Title }, problem.Status);
        }
    }
}
