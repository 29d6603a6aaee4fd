using System.ComponentModel.DataAnnotations;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Campaigns;

/// <param name="Items">The positions of 1 to 250 items in the population.</param>
/// <param name="To">Who reviews them. If they are out of office, their delegate gets the tasks.</param>
/// <param name="Reason">Why. The history shows it.</param>
public sealed record ItemReassignmentsRequest(
    [property: Length(1, ReassignItems.MaxItems)] IReadOnlyList<int> Items, UserId To, [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null);

/// <param name="Item">The item's position.</param>
/// <param name="Status">The HTTP status that the single reassignment would have: 200, 400, 403, 404, 409.</param>
/// <param name="Code">The refusal's code; null: reassigned.</param>
public sealed record ItemReassignmentResult(int Item, int Status, string? Code, string? Title);

/// <summary>The owner of a campaign chooses the reviewer of items. Before the start the choice is stored with the item; later its task is reassigned.</summary>
public sealed class ReassignItems(
    CampaignStore campaigns, CampaignCommands commands, CampaignItems items, TaskCommands tasks, DirectoryStore directory, TimeProvider clock)
{
    public const int MaxItems = 250;

    private const int AtOnce = 8;

    [Function("ReassignCampaignItems")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api(
        "Chooses the reviewer of up to 250 items of a campaign. Each has its own result. It is never the person whose access it is.",
        Takes = typeof(ItemReassignmentsRequest), Answers = typeof(Listed<ItemReassignmentResult>))]
    [ApiProblem(400, "bad_item_count", "reason_required", "text_too_long")]
    [ApiProblem(409, "wrong_state")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/campaigns/{id}/items/reassignments")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<ItemReassignmentsRequest>(cancellationToken);
        var results = await ExecuteAsync(client, request.HttpContext.GetCaller(), CampaignId.From(id), wanted, request.HttpContext.GetOperation(), cancellationToken);
        return ApiResult.Ok(new Listed<ItemReassignmentResult>(results, null));
    }

    /// <summary>Reassigns every item. The same operation has one effect, also if it was cut off before.</summary>
    /// <exception cref="ProblemException">400: no item or too many. 404: no such campaign. Otherwise why nothing can be reassigned.</exception>
    internal async Task<IReadOnlyList<ItemReassignmentResult>> ExecuteAsync(
        DurableTaskClient client, Caller caller, CampaignId id, ItemReassignmentsRequest wanted, OperationId operation, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> positions = [.. wanted.Items.Distinct()];
        if (positions.Count is 0 or > MaxItems)
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad_item_count", $"Send 1 to {MaxItems} items.");
        var stored = await campaigns.LoadAsync(id, operation, cancellationToken) ?? throw Problems.NotFound();
        var campaign = stored.Campaign;
        if (stored.DoneAt is null && CampaignMachine.Decide(campaign, CommandOf(positions.Count, null)(caller.Actor, clock.GetUtcNow())) is CampaignRuling.Refused refused)
            throw CampaignProblems.Of(refused.Why, campaign);

        // From here on the caller's cancellation is ignored, so that all items are reassigned and the history says so.
        var to = await directory.FindUserAsync(wanted.To, CancellationToken.None);
        var results = new ItemReassignmentResult[positions.Count];
        await Parallel.ForAsync(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, _) =>
            results[index] = await ReassignAsync(client, caller, campaign, positions[index], (wanted, to), operation.Item(positions[index])));
        var done = results.Count(result => result.Status == StatusCodes.Status200OK);
        if (done > 0 && stored.DoneAt is null)
        {
            int? left = campaign.State == CampaignState.Frozen ? await items.ReadAsync(id, CancellationToken.None).CountAsync(item => item.Progress.NeedsAttention, CancellationToken.None) : null;
            await commands.ExecuteAsync(client, caller, id, operation, IfMatch.Anything, CommandOf(done, left), CancellationToken.None);
        }

        return results;

        Func<Actor, DateTimeOffset, CampaignCommand> CommandOf(int count, int? left) =>
            (by, at) => new CampaignCommand.AssignItems(count, wanted.To, wanted.Reason, left) { At = at, By = by };
    }

    private async Task<ItemReassignmentResult> ReassignAsync(
        DurableTaskClient client, Caller caller, Campaign campaign, int position, (ItemReassignmentsRequest Request, User? To) wanted, OperationId operation)
    {
        try
        {
            if (await items.FindAsync(campaign.Id, position, CancellationToken.None) is not { } item)
                throw Problems.NotFound();
            if (campaign.State == CampaignState.Frozen)
                await ChooseAsync(caller, item, wanted.Request, wanted.To);
            else
                await ReassignTaskAsync(client, caller, item, wanted.Request, operation);
            return new ItemReassignmentResult(position, StatusCodes.Status200OK, null, null);
        }
        catch (ProblemException problem)
        {
            return new ItemReassignmentResult(position, problem.Status, problem.Code, problem.Title);
        }
        catch (NewerRowException)
        {
            var problem = Problems.NewerVersion();
            return new ItemReassignmentResult(position, problem.Status, problem.Code, problem.Title);
        }
    }

    private async Task ChooseAsync(Caller caller, CampaignItem item, ItemReassignmentsRequest wanted, User? to)
    {
        if (ItemAssignments.WhyNot(item.Frozen, item.Progress, to, caller.Actor, wanted.Reason) is { } why)
            throw CampaignProblems.OfItem(why);
        var assignment = new ItemAssignment(wanted.To, caller.Id, PlainText.Clean(wanted.Reason)!, clock.GetUtcNow()); // WhyNot requires it.
        await items.ChangeAsync(item.Campaign, item.Position, progress => ItemAssignments.Assign(progress, assignment), CancellationToken.None);
    }

    private async Task ReassignTaskAsync(DurableTaskClient client, Caller caller, CampaignItem item, ItemReassignmentsRequest wanted, OperationId operation)
    {
        if (item.Progress.State != ItemState.Open)
            throw CampaignProblems.OfItem(Refusal.TaskClosed);
        var order = new CommandOrder(item.Frozen.Task.Value, caller.Actor, TaskIntents.ReassignInCampaign(wanted.To, wanted.Reason)) { AlsoPeople = [wanted.To], Operation = operation };
        var result = await tasks.ExecuteAsync(client, order, CancellationToken.None);
        if (TaskAnswers.ProblemIfAny(result) is { } problem)
            throw problem;
        if (result is CommandResult.Done done)
            await items.FollowAsync(done.Task, CancellationToken.None);
    }
}
