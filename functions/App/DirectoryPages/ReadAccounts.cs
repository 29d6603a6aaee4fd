using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.DirectoryPages;

/// <summary>The API for the accounts of an app.</summary>
public sealed class ReadAccounts(DirectoryStore directory, Cursor cursors)
{
    [Function("ListAccountsOfApp")]
    [Requires(OrganizationAction.ReadAllAccess)]
    [Api("Lists the accounts of an app.", Answers = typeof(Listed<Account>), IsPaged = true)]
    [ApiQuery("hasOwner", typeof(bool), "`false`: only accounts that belong to nobody; `true`: only the others.")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/apps/{id}/accounts")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var app = await directory.FindAppAsync(AppId.From(RouteId.Of(id)), cancellationToken) ?? throw Problems.NotFound(id);
        var hasOwner = request.Query.ReadFlag("hasOwner");
        return ApiResult.Ok(await request.ReadPageAsync(cursors, after => directory.AccountsOfAsync(app.Id, hasOwner, after, cancellationToken), cancellationToken));
    }
}
