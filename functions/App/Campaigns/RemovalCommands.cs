using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Campaigns;

/// <summary>Executes what people do about a removal that has not started. It is recorded at the review, and the item follows it.</summary>
public sealed class RemovalCommands(RemovalReader reader, TaskCommands commands, CampaignItems items, CampaignRuns runs)
{
    /// <param name="reference">The id or the number of the review.</param>
    /// <param name="intent">Creates the intent for the people of the campaign.</param>
    /// <exception cref="ProblemException">Not found, refused, changed meanwhile or busy.</exception>
    internal async Task<FoundRemoval> ExecuteAsync(
        DurableTaskClient client, Caller caller, string reference, OperationId operation, IfMatch ifMatch, Func<RemovalPeople, TaskIntent> intent, CancellationToken cancellationToken)
    {
        var found = await reader.FindAsync(caller, reference, cancellationToken);
        var order = new CommandOrder(found.Review.Id.Value, caller.Actor, intent(found.People)) { Operation = operation, IfMatch = ifMatch };
        var result = await commands.ExecuteAsync(client, order, cancellationToken);
        if (TaskAnswers.ProblemIfAny(result) is { } problem)
            throw problem;

        // The command is committed, so the caller's cancellation is ignored.
        var after = ((CommandResult.Done)result).Task;
        await items.FollowAsync(after, CancellationToken.None);
        await runs.WakeAsync(client, found.Campaign, CancellationToken.None);
        var item = await items.FindAsync(found.Item.Campaign, found.Item.Position, CancellationToken.None);
        return found with { Review = after, Item = item ?? found.Item };
    }
}
