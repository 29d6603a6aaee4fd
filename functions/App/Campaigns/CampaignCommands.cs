using System.Diagnostics;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Campaigns;

/// <summary>Executes the commands of people on campaigns: load, decide, promise, commit, wake.</summary>
public sealed class CampaignCommands(CampaignStore campaigns, CampaignRuns runs, DirectoryFactsReader directory, TimeProvider clock)
{
    /// <summary>Creates a campaign as a draft. The same operation creates one campaign.</summary>
    /// <exception cref="ProblemException">The plan is not valid (400), or the caller may not create campaigns (403).</exception>
    internal Task<Campaign> CreateAsync(Caller caller, CampaignPlan plan, OperationId operation, CancellationToken cancellationToken) =>
        CreateAsync(caller.Actor, plan, operation, cancellationToken);

    /// <inheritdoc cref="CreateAsync(Caller, CampaignPlan, OperationId, CancellationToken)"/>
    internal async Task<Campaign> CreateAsync(Actor by, CampaignPlan plan, OperationId operation, CancellationToken cancellationToken)
    {
        var id = CampaignKeys.Of(operation);
        if (operation.IsRepeatable && await campaigns.LoadAsync(id, cancellationToken) is { })
            return await campaigns.AtAsync(id, 1, cancellationToken);
        var command = new CampaignCommand.Create(id, plan, await directory.RolesOfAsync(plan.Owner, cancellationToken)) { At = clock.GetUtcNow(), By = by };
        var ruling = CampaignMachine.Decide(null, command);
        if (ruling is not CampaignRuling.Accepted { Event: CampaignEvent.CampaignCreated created })
            throw CampaignProblems.Of(((CampaignRuling.Refused)ruling).Why, null);

        // From here on the caller's cancellation is ignored.
        await campaigns.ListAsync(id, created.At, CancellationToken.None);
        if (await campaigns.InsertAsync(created, operation.Value, CancellationToken.None))
            return Campaign.From(created);
        return await campaigns.LoadAsync(id, CancellationToken.None) is { } ? await campaigns.AtAsync(id, 1, CancellationToken.None)
            : throw new InvalidOperationException($"Campaign {id} was neither written nor found.");
    }

    /// <summary>Executes a command. The same operation is executed once and gets the same answer.</summary>
    /// <param name="command">Creates the command for the time of the decision.</param>
    /// <exception cref="ProblemException">Not found, refused, changed meanwhile or busy.</exception>
    internal Task<Campaign> ExecuteAsync(
        DurableTaskClient client,
        Caller caller,
        CampaignId id,
        OperationId operation,
        IfMatch ifMatch,
        Func<Actor, DateTimeOffset, CampaignCommand> command,
        CancellationToken cancellationToken) => CampaignTable.Allows(CampaignAction.Read, caller.Roles)
            ? ExecuteAsync(client, caller.Actor, id, operation, ifMatch, command, cancellationToken)
            : throw Problems.NotFound();

    /// <inheritdoc cref="ExecuteAsync(DurableTaskClient, Caller, CampaignId, OperationId, IfMatch, Func{Actor, DateTimeOffset, CampaignCommand}, CancellationToken)"/>
    internal async Task<Campaign> ExecuteAsync(
        DurableTaskClient client,
        Actor by,
        CampaignId id,
        OperationId operation,
        IfMatch ifMatch,
        Func<Actor, DateTimeOffset, CampaignCommand> command,
        CancellationToken cancellationToken)
    {
        return await Contention.RetryAsync(
            async _ => await TryAsync() is { } campaign ? Contention.Done(campaign) : Contention.Overtaken<Campaign>(), () => throw Problems.Busy(), cancellationToken);

        // Returns null if somebody else changed the campaign meanwhile.
        async Task<Campaign?> TryAsync()
        {
            var stored = await campaigns.LoadAsync(id, operation, cancellationToken) ?? throw Problems.NotFound();
            if (stored.DoneAt is { } version)
            {
                await runs.WakeAsync(client, stored.Campaign, CancellationToken.None); // The earlier attempt may have stopped before.
                return await campaigns.AtAsync(id, version, cancellationToken);
            }

            if (!ifMatch.Allows(CampaignProblems.TagOf(stored.Campaign)))
                throw CampaignProblems.Changed(stored.Campaign);
            var (happened, after) = Decide(stored.Campaign, command(by, clock.GetUtcNow()));
            // From here on the caller's cancellation is ignored.
            if (after.Run == after.Version)
                await runs.PromiseAsync(id, after.Run, CancellationToken.None);
            if (await campaigns.AppendAsync(stored, happened, operation.Value, CancellationToken.None) is null)
                return null;
            await runs.WakeAsync(client, after, CancellationToken.None);
            return after;
        }
    }

    private static (CampaignEvent Event, Campaign After) Decide(Campaign campaign, CampaignCommand command) => CampaignMachine.Decide(campaign, command) switch
    {
        CampaignRuling.Accepted { Event: { } happened } => (happened, campaign.Evolve(happened)),
        CampaignRuling.Refused refused => throw CampaignProblems.Of(refused.Why, campaign, command),
        _ => throw new UnreachableException("Every accepted command of a person has an event."),
    };
}
