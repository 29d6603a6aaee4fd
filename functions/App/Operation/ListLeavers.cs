using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Operation;

/// <summary>A person who has left and still has access.</summary>
/// <param name="Held">How much access the person has: grants, including those whose removal failed.</param>
/// <param name="StillThere">How much of it is still there after its removal was confirmed.</param>
public sealed record LeaverView(UserId Id, string DisplayName, int Held, int StillThere);

/// <summary>Lists the people who have left and still have access, to remove it with one click each.</summary>
public sealed class ListLeavers(DirectoryStore directory)
{
    public const int MaxPeople = 100;

    [Function(nameof(ListLeavers))]
    [Requires(OrganizationAction.ReadOperation)]
    [Api("Lists people who have left and still have access, at most 100. Request its removal with `POST /users/{id}/reviews`.", Answers = typeof(Listed<LeaverView>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operation/leavers")] HttpRequest request, CancellationToken cancellationToken) =>
        ApiResult.Ok(new Listed<LeaverView>(await ReadAsync(cancellationToken), null));

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<LeaverView>> ReadAsync(CancellationToken cancellationToken)
    {
        var noted = await directory.LeaversWithAccessAsync(cancellationToken).Take(MaxPeople).Select(leaver => leaver.Person).ToListAsync(cancellationToken);
        var people = (await directory.FindUsersAsync(noted, cancellationToken)).Where(person => !person.IsActive).ToList();
        var grants = await BoundedReads.AllAsync(people.Select(person => person.Id), directory.GrantsOfUserAsync, cancellationToken);
        return
        [
            .. people.Select(person => new LeaverView(
                    person.Id, person.DisplayName, grants[person.Id].Count(grant => grant.IsHeld), grants[person.Id].Count(grant => grant.State == GrantState.StillThere)))
                .Where(leaver => leaver.Held > 0).OrderBy(leaver => leaver.DisplayName, StringComparer.CurrentCultureIgnoreCase),
        ];
    }
}
