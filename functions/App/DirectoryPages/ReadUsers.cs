using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Store;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.DirectoryPages;

/// <summary>The API for users and their access.</summary>
public sealed class ReadUsers(DirectoryStore directory, DirectoryFactsReader facts, GrantViews grants, Cursor cursors)
{
    [Function("ListUsers")]
    [Requires(OrganizationAction.ReadDirectory)]
    [Api("Lists people of the directory.", Answers = typeof(Listed<UserView>), IsPaged = true)]
    [ApiQuery("search", typeof(string), "Prefixes of words in the name or email address.")]
    [ApiQuery("email", typeof(string), "Only the person with this email address, whatever its case. Not together with search.")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users")] HttpRequest request, CancellationToken cancellationToken)
    {
        var search = request.Query.ReadSearch("search");
        if (request.Query.ReadText("email") is { } email)
        {
            if (search is not null)
                throw Problems.BadRequest(Say($"Use either search or email."));
            IReadOnlyList<UserView> found = await directory.FindUserByEmailAsync(email, cancellationToken) is { } user ? [UserView.Of(user)] : [];
            return ApiResult.Ok(new Listed<UserView>(found, null));
        }

        var page = await request.ReadPageAsync(cursors, after => directory.UsersAsync(search, after, cancellationToken), cancellationToken);
        return ApiResult.Ok(page.Select(UserView.Of));
    }

    [Function("ReadUser")]
    [Requires(OrganizationAction.ReadDirectory)]
    [Api("One person.", Answers = typeof(UserView))]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var user = await FindAsync(request, id, cancellationToken);
        return ApiResult.Ok(UserView.Of(user, await facts.RolesOfAsync(user.Id, cancellationToken)));
    }

    [Function("ListGrantsOfUser")]
    [Requires(OrganizationAction.Work)]
    [Api("Lists a person's access.", Answers = typeof(Listed<GrantView>), IsPaged = true)]
    [ApiQuery("state", typeof(GrantState), "Only access in this state.")]
    public async Task<IResult> ListGrantsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/{id}/grants")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var user = await FindToReadAccessAsync(request, id, cancellationToken);
        var state = request.Query.ReadEnum<GrantState>("state");
        var held = (await directory.GrantsOfUserAsync(user.Id, cancellationToken))
            .Where(grant => state is null || grant.State == state)
            .OrderBy(grant => grant.EntitlementId.Value, StringComparer.Ordinal);
        var page = await request.ReadPageAsync(cursors, after => After(held, after).ToAsyncEnumerable(), cancellationToken);
        return ApiResult.Ok(new Listed<GrantView>(await grants.OfAsync(page.Items, cancellationToken), page.NextCursor));
    }

    [Function("DownloadGrantsOfUser")]
    [Requires(OrganizationAction.Work)]
    [Api(
        "A person's current and ended access as CSV. The separator is that of the reader's locale unless one is given.",
        Answers = typeof(string), Content = "text/csv")]
    [ApiQuery("separator", typeof(CsvSeparator), "The character between the cells.")]
    public async Task<IResult> DownloadGrantsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/{id}/grants.csv")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var user = await FindToReadAccessAsync(request, id, cancellationToken);
        var held = await grants.OfAsync(await directory.GrantsOfUserAsync(user.Id, cancellationToken), cancellationToken);
        return new CsvDownload("access.csv", GrantCsv.Columns, held.OrderBy(grant => grant.EntitlementId.Value, StringComparer.Ordinal).Select(GrantCsv.Of).ToAsyncEnumerable(), request.Query.ReadEnum<CsvSeparator>("separator"));
    }

    private async Task<User> FindToReadAccessAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var user = await FindAsync(request, id, cancellationToken);
        return PersonTable.Allows(PersonAction.ReadAccess, caller.Id, caller.Roles, user)
            ? user
            : throw Problems.Forbidden(detail: "You can see your own access and that of your reports.");
    }

    private static IEnumerable<Positioned<Grant>> After(IEnumerable<Grant> grants, string? after) => grants
        .Where(grant => after is null || string.CompareOrdinal(grant.EntitlementId.Value, after) > 0)
        .Select(grant => new Positioned<Grant>(grant, grant.EntitlementId.Value));

    private async Task<User> FindAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        await directory.FindUserAsync(DirectoryPaths.UserOf(request.HttpContext.GetCaller(), id), cancellationToken) ?? throw Problems.NotFound(id);
}
