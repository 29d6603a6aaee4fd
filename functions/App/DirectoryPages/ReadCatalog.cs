using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.DirectoryPages;

/// <param name="Holders">The number of holders.</param>
/// <param name="StillThere">The number of holders whose removal failed.</param>
public sealed record EntitlementView(
    EntitlementId Id, AppId AppId, string? AppName, string Name, string Type, string Description, Risk Risk, IReadOnlyList<UserId> OwnerIds, int Holders, int StillThere)
{
    /// <summary>The organization's own groups of entitlements.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>It permits to change settings, rights or the data of others.</summary>
    public bool IsPrivileged { get; init; }

    /// <summary>It is never removed because nobody answered.</summary>
    public bool IsProtected { get; init; }
}

/// <summary>The API for apps, entitlements and their holders.</summary>
public sealed class ReadCatalog(DirectoryStore directory, GrantViews grants, Cursor cursors)
{
    [Function("ListApps")]
    [Requires(OrganizationAction.ReadDirectory)]
    [Api("The apps.", Answers = typeof(Listed<ConnectedApp>), IsPaged = true)]
    [ApiQuery("search", typeof(string), "Prefixes of words in the name.")]
    public async Task<IResult> ListAppsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/apps")] HttpRequest request, CancellationToken cancellationToken)
    {
        var search = request.Query.ReadSearch("search");
        return ApiResult.Ok(await request.ReadPageAsync(cursors, after => directory.AppsAsync(search, after, cancellationToken), cancellationToken));
    }

    [Function("ReadApp")]
    [Requires(OrganizationAction.ReadDirectory)]
    [Api("One app.", Answers = typeof(ConnectedApp))]
    public async Task<IResult> ReadAppAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/apps/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ApiResult.Ok(await directory.FindAppAsync(AppId.From(RouteId.Of(id)), cancellationToken) ?? throw Problems.NotFound(id));

    [Function("ListEntitlements")]
    [Requires(OrganizationAction.ReadDirectory)]
    [Api("Lists entitlements.", Answers = typeof(Listed<Entitlement>), IsPaged = true)]
    [ApiQuery("app", typeof(AppId), "Only entitlements of this app.")]
    [ApiQuery("search", typeof(string), "Prefixes of words in the name.")]
    public async Task<IResult> ListEntitlementsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/entitlements")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (app, search) = (request.Query.ReadId<AppId>("app"), request.Query.ReadSearch("search"));
        return ApiResult.Ok(await request.ReadPageAsync(
            cursors,
            after => app is { } one ? directory.EntitlementsOfAsync(one, search, after, cancellationToken) : directory.EntitlementsAsync(search, after, cancellationToken),
            cancellationToken));
    }

    [Function("ReadEntitlement")]
    [Requires(OrganizationAction.ReadDirectory)]
    [Api("Returns an entitlement and how many people have it.", Answers = typeof(EntitlementView))]
    public async Task<IResult> ReadEntitlementAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/entitlements/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var found = await directory.FindEntitlementAsync(EntitlementId.From(RouteId.Of(id)), cancellationToken) ?? throw Problems.NotFound(id);
        var holders = await directory.CountHoldersAsync(found.Id, cancellationToken);
        var app = await directory.FindAppAsync(found.AppId, cancellationToken);
        return ApiResult.Ok(new EntitlementView(
            found.Id, found.AppId, app?.Name, found.Name, found.Type, found.Description, found.Risk, found.OwnerIds, holders.Total, holders.StillThere)
        {
            Tags = found.Tags,
            IsPrivileged = found.IsPrivileged,
            IsProtected = found.IsProtected,
        });
    }

    [Function("ListGrantsOfEntitlement")]
    [Requires(OrganizationAction.ReadAllAccess)]
    [Api("Lists the people who have an entitlement.", Answers = typeof(Listed<GrantView>), IsPaged = true)]
    [ApiQuery("state", typeof(GrantState), "Only access in this state.")]
    public async Task<IResult> ListHoldersAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/entitlements/{id}/grants")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var entitlement = await directory.FindEntitlementAsync(EntitlementId.From(RouteId.Of(id)), cancellationToken) ?? throw Problems.NotFound(id);
        var state = request.Query.ReadEnum<GrantState>("state");
        var page = await request.ReadPageAsync(
            cursors,
            after => directory.HoldersAsync(entitlement.Id, after, cancellationToken)
                .Where(grant => state is null || grant.State == state)
                .Select(grant => new Positioned<Grant>(grant, DirectoryStore.HolderPositionOf(grant))),
            cancellationToken);
        return ApiResult.Ok(new Listed<GrantView>(await grants.OfAsync(page.Items, cancellationToken), page.NextCursor));
    }
}
