using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <param name="Reason">For all of them; some policies require it.</param>
public sealed record CertifyUnchangedRequest([property: MaxLength(PlainText.MaxCharacters)] string? Reason = null);

/// <summary>Certifies the caller's unchanged access of low and medium risk in one campaign, in one step. Each gets its own decision.</summary>
public sealed class CertifyUnchanged(TaskLists lists, DecideTasks decisions)
{
    [Function("CertifyUnchanged")]
    [Requires(OrganizationAction.Work)]
    [Api(
        "Certifies the caller's unchanged access of low and medium risk in one campaign, at most 250 at a time. Each has its own result.",
        Takes = typeof(CertifyUnchangedRequest), Answers = typeof(Listed<BulkDecisionResult>))]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/my/campaigns/{id}/certify-unchanged")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<CertifyUnchangedRequest>(cancellationToken);
        var (_, results) = await CertifyAsync(request.HttpContext.GetCaller(), CampaignId.From(id), wanted.Reason, client, request.HttpContext.GetOperation(), cancellationToken);
        return ApiResult.Ok(new Listed<BulkDecisionResult>(results, null));
    }

    /// <summary>Certifies what is in the caller's list; empty: nothing is.</summary>
    internal async Task<(IReadOnlyList<TaskRow> Tasks, IReadOnlyList<BulkDecisionResult> Results)> CertifyAsync(
        Caller caller, CampaignId campaign, string? reason, DurableTaskClient client, OperationId? operation, CancellationToken cancellationToken)
    {
        var open = await lists.OpenAsync(caller.Id, cancellationToken);
        var rows = open.Rows.Where(row => row.MayBeTogether == true && row.Campaign == campaign).Take(DecideTasks.MaxItems).ToList();
        // A repeated call finds nothing left.
        if (rows.Count == 0)
            return ([], []);
        var items = rows.Select(row => new BulkDecisionItem(Number(row), Decision.Certify, row.Step));
        var results = await decisions.DecideAllAsync(caller, new BulkDecisionRequest([.. items], reason) { IsTogether = true }, client, operation);
        return (rows, results);
    }

    private static string Number(TaskRow row) => row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
