using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.LinkPages;

/// <param name="Revoked">The number of live links that were revoked.</param>
public sealed record RevokedLinks(int Revoked);

/// <summary>Revokes links: those of a task, a single link, those of a person, or those that a key has signed.</summary>
public sealed class RevokeLinks(LinkStore store)
{
    [Function(nameof(RevokeLinks))]
    [Requires(OrganizationAction.Operate)]
    [Api("Revokes signed links: those of a task, a person or a key, or a single link.", Answers = typeof(RevokedLinks))]
    [ApiQuery("task", typeof(TaskId), "The links of this task.")]
    [ApiQuery("link", typeof(string), "Only this link of the task.")]
    [ApiQuery("person", typeof(UserId), "The links of this person.")]
    [ApiQuery("key", typeof(string), "The links that this key has signed.")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/links")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var (task, link, person, key) = (One(query, "task"), One(query, "link"), One(query, "person"), One(query, "key"));
        // Revocation completes even if the caller disconnects.
        var revoked = (task, link, person, key) switch
        {
            ({ } one, { } id, null, null) when TaskId.IsWellFormed(one) => await store.RevokeAsync(TaskId.From(one), id, CancellationToken.None),
            ({ } one, null, null, null) when TaskId.IsWellFormed(one) => await store.RevokeTaskAsync(TaskId.From(one), CancellationToken.None),
            (null, null, { } one, null) => await store.RevokePersonAsync(GivenId.Read<UserId>(one), CancellationToken.None),
            (null, null, null, { } one) => await store.RevokeKeyAsync(one, CancellationToken.None),
            _ => throw Problems.BadRequest("State which links to revoke: task, task and link, person, or key."),
        };
        return ApiResult.Ok(new RevokedLinks(revoked));
    }

    private static string? One(IQueryCollection query, string name) => query[name] switch
    {
        { Count: 0 } => null,
        [{ Length: > 0 and <= 200 } value] => value,
        _ => throw Problems.BadRequest($"{name} is given once."),
    };
}
