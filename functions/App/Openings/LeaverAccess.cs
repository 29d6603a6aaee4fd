using AccessReview.App.Directory;
using AccessReview.App.Requests;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Openings;

/// <summary>
/// The leaver rule: closes what is left of a leaver's requests and, if the setting <c>Directory:RevokeLeavers</c> is on, opens a revocation
/// for each access. Open tasks about the person and those assigned to them follow the directory at once, so they are not handled here.
/// </summary>
public sealed class LeaverAccess(
    DirectoryStore directory, OpenTasksAbout about, TaskOpening opening, LeaverRequests requests, IOptions<DirectoryOptions> options, TimeProvider clock)
{
    /// <summary>Access that a leaver still has is checked this often.</summary>
    private static readonly TimeSpan CheckedEvery = TimeSpan.FromHours(1);

    internal async Task FollowAsync(DurableTaskClient client, NotedLeaver leaver, CancellationToken cancellationToken)
    {
        // The row is written before the person's own row, so the person may still be active.
        if ((await directory.LoadUserAsync(leaver.Person, cancellationToken))?.Value is not { IsActive: false } person)
            return;
        await requests.CloseAsync(person.Id, cancellationToken);
        var held = (await directory.GrantsOfUserAsync(person.Id, cancellationToken)).Where(grant => grant.IsHeld).ToList();
        if (held.Count > 0 && options.Value.RevokeLeavers)
        {
            foreach (var grant in LeaverRules.ToRevoke(person, held, await about.OfSubjectAsync(person.Id, cancellationToken)))
                await RevokeAsync(client, person, grant, cancellationToken);
        }

        await directory.CheckLeaverAsync(leaver, held.Count > 0 ? clock.GetUtcNow() + CheckedEvery : null, cancellationToken);
    }

    private async Task RevokeAsync(DurableTaskClient client, User person, Grant grant, CancellationToken cancellationToken)
    {
        var id = LeaverRules.TaskOf(person, grant);
        // A grant can outlive its entitlement in the directory. It then stays listed, because nobody is responsible for it.
        if (await directory.FindEntitlementAsync(grant.EntitlementId, cancellationToken) is null)
            return;
        await opening.OpenAsync(
            client,
            new TaskToOpen(id, TaskKind.Revocation, grant.UserId, grant.EntitlementId, CaseId.From(id.Value), Actor.System)
            {
                Account = AccessKey.Of(grant).Account,
                Reason = "The person has left the organization.",
            },
            cancellationToken);
    }
}
