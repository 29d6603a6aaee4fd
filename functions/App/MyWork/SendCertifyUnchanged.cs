using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Pages;
using AccessReview.App.TaskApi;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>The form of a list that certifies unchanged access in one step.</summary>
public sealed class SendCertifyUnchanged(CertifyUnchanged unchanged, ListReader reader)
{
    [Function("SendCertifyUnchanged")]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "my/campaigns/{id}/certify-unchanged")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        var (list, reason) = (ListQuery.Of(TaskKindPaths.Path(TaskKind.Certification)[4..], form), form.ReadProse("reason"));
        var (rows, results) = await unchanged.CertifyAsync(caller, CampaignId.From(id), reason, client, null, cancellationToken);
        IReadOnlyList<string> tasks = [.. rows.Select(DecideFromList.NameOf)];
        var undo = UndoOffer.Of(tasks.Zip(results, (name, result) => (name, result.UndoUntil)));
        if (results.Count > 0 && results.All(result => result.Code is null))
            return new SeeOther(Flash.Several(list.Path, DecisionNames.Of(Decision.Certify), results.Count, undo));
        var names = await reader.NamesAsync(results.Select(result => result.Winner?.By), cancellationToken);
        var sent = new SentDecisions(tasks, reason, results.Count == 0 ? Say($"No unchanged access of this campaign waits for you.") : null, results) { Names = names, Reader = caller.Id, Undo = undo };
        return Page.Of<WaitingPage>(new { Content = await reader.ReadAsync(caller, list, QueryParameters.UsualLimit, cancellationToken), Sent = sent });
    }
}
