using AccessReview.App.Http;
using AccessReview.App.TaskApi;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>Undoes a decision that was made on a list, or all of those that were made together.</summary>
public sealed class UndoFromList(TaskCommands commands)
{
    [Function(nameof(UndoFromList))]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "my/{kind}/undo")] HttpRequest request,
        string kind,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        var listQuery = ListQuery.Of(kind, form);
        var offer = UndoOffer.Read(form) ?? throw Problems.BadRequest(Say($"The form names no decision to undo. Reload the page and try again."));
        var results = await BulkItems.ExecuteAsync([.. offer.Tasks.Select(number => $"{number}")], async (index, stop) =>
        {
            var order = CommandOrder.From(caller, $"{offer.Tasks[index]}", TaskIntents.Undo(offer.Step));
            return BulkDecisionResult.Of(order.Task, await commands.ExecuteAsync(client, order, stop));
        });
        return new SeeOther(Flash.Undone(listQuery.Path, offer.Tasks, results.Count(result => result.Code is null)));
    }
}
