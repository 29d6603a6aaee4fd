using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>Records the sign-off of a reviewer. The campaign's run then lets its decisions take effect.</summary>
public sealed class SignOffCommands(CampaignStore campaigns, SignOffStore signOffs, SignOffReader reader, CampaignRuns runs, TimeProvider clock)
{
    /// <summary>The same operation signs off once and gets the same answer.</summary>
    /// <param name="seenHash">The hash of the list that the reviewer saw; null: the list as it is now.</param>
    /// <exception cref="ProblemException">Not found, refused or busy.</exception>
    internal Task<SignOff> SignOffAsync(
        DurableTaskClient client, Caller caller, CampaignId id, OperationId operation, string? statement, string? seenHash, CancellationToken cancellationToken) => Contention.RetryAsync(
        async _ =>
        {
            var stored = await campaigns.LoadAsync(id, operation, cancellationToken) ?? throw Problems.NotFound();
            if (stored.DoneAt is not null && await signOffs.FindAsync(id, caller.Id, cancellationToken) is { } earlier)
            {
                await runs.WakeAsync(client, stored.Campaign, CancellationToken.None); // The earlier attempt may have stopped before.
                return Contention.Done(earlier);
            }

            var list = await reader.ReadAsync(id, caller.Id, cancellationToken);
            if (!list.IsReviewer)
                throw Problems.NotFound();
            var command = new CampaignCommand.SignOffReview(list.Work, statement, seenHash) { At = clock.GetUtcNow(), By = caller.Actor };
            var ruling = CampaignMachine.Decide(stored.Campaign, command);
            if (ruling is not CampaignRuling.Accepted { Event: CampaignEvent.ReviewerSignedOff happened })
                throw ProblemOf((CampaignRuling.Refused)ruling, stored.Campaign, list);

            var signOff = new SignOff(caller.Id, happened.At, happened.Statement, happened.Certified, happened.Removed, happened.Hash);
            // From here on the caller's cancellation is ignored.
            if (await campaigns.AppendAsync(stored, happened, operation.Value, CancellationToken.None, SignOffRows.Of(id, signOff, list.Signed)) is not { } after)
                return Contention.Overtaken<SignOff>();
            await runs.WakeAsync(client, after, CancellationToken.None);
            return Contention.Done(signOff);
        },
        () => throw Problems.Busy(),
        cancellationToken);

    private static ProblemException ProblemOf(CampaignRuling.Refused refused, Campaign campaign, SignOffList list) => refused.Why == CampaignRefusal.UndecidedItems
        ? new ProblemException(
            StatusCodes.Status409Conflict,
            "undecided_items",
            CampaignText.Why(refused.Why),
            list.Undecided.Count == 1 ? Say($"1 item is not decided.") : Say($"{list.Undecided.Count:N0} items are not decided."),
            new Dictionary<string, object?> { ["undecided"] = list.Undecided.Count })
        : CampaignProblems.Of(refused.Why, campaign);
}
