using AccessReview.App.Http;
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
    private const int AtOnce = 8;

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
        var undone = 0;
        // A caller who disconnects does not stop it halfway.
        await Parallel.ForEachAsync(offer.Tasks, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, stop) =>
        {
            var order = CommandOrder.From(caller, $"{number}", TaskIntents.Undo(offer.Step));
            if (await commands.ExecuteAsync(client, order, stop) is CommandResult.Done)
                Interlocked.Increment(ref undone);
        });
        return new SeeOther(Flash.Undone(listQuery.Path, offer.Tasks, undone));
    }
}
