using System.ComponentModel.DataAnnotations;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>What happens to access that appeared while the campaign is open.</summary>
public enum LateDecision
{
    Add,
    Leave,
}

/// <param name="Decision">add: the campaign reviews it. leave: the next campaign does.</param>
/// <param name="Items">The ids of the late access.</param>
public sealed record DecideLateRequest(LateDecision Decision, [property: MaxLength(CampaignScopeRequest.MaxEntries)] IReadOnlyList<string> Items);

/// <param name="Results">One result for each access, in the order of the request.</param>
public sealed record DecideLateResults(IReadOnlyList<LateResult> Results);

/// <summary>The late access of a campaign: list, add, leave. API and page.</summary>
public sealed class ManageLate(CampaignReader reader, LateItems late, DecideLate decide, DirectoryStore directory, Cursor cursors, TimeProvider clock)
{
    [Function("ListLateItems")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("Lists access in the scope of a campaign that appeared after its population was recorded.", Answers = typeof(Listed<LateItemView>), IsPaged = true)]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/campaigns/{id}/late")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var page = await ReadAsync(request, (await reader.FindAsync(id, cancellationToken)).Campaign, cancellationToken);
        return ApiResult.Ok(new Listed<LateItemView>(await LateItemView.OfAsync(directory, page.Items, cancellationToken), page.NextCursor));
    }

    [Function("DecideLateItems")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api(
        "Adds late access to an open campaign as items after its population, or leaves it to the next campaign. Each access has its own result.",
        Takes = typeof(DecideLateRequest), Answers = typeof(DecideLateResults))]
    [ApiProblem(400, "too_many_entries")]
    [ApiProblem(409, "wrong_state")]
    [Idempotent]
    public async Task<IResult> DecideAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/campaigns/{id}/late")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<DecideLateRequest>(cancellationToken);
        if (wanted.Items.Count > CampaignScopeRequest.MaxEntries)
            throw Problems.BadRequest(Say($"A list has at most {CampaignScopeRequest.MaxEntries} entries."), "too_many_entries");
        var context = request.HttpContext;
        var results = await decide.ExecuteAsync(
            client, context.GetCaller(), CampaignId.From(id), context.GetOperation(), wanted.Decision == LateDecision.Add, wanted.Items, cancellationToken);
        return ApiResult.Ok(new DecideLateResults(results));
    }

    [Function("ShowLateItems")]
    [Requires(OrganizationAction.ReadCampaigns)]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "campaigns/{id}/late")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await PageAsync(request, (await reader.FindAsync(id, cancellationToken)).Campaign, null, StatusCodes.Status200OK, cancellationToken);

    [Function("ActOnLateItems")]
    [Requires(OrganizationAction.RunCampaigns)]
    public async Task<IResult> ActAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaigns/{id}/late")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var campaign = (await reader.FindAsync(id, cancellationToken)).Campaign;
        var form = await request.ReadFieldsAsync(cancellationToken);
        var decision = form.ReadEnum<LateDecision>("decision") ?? throw Problems.BadRequest(Say($"The form does not contain {"decision"}."));
        var items = form.ReadAll("items").Take(CampaignScopeRequest.MaxEntries).ToList();
        if (items.Count == 0)
            return await PageAsync(request, campaign, Say($"Select at least one access."), StatusCodes.Status400BadRequest, cancellationToken);
        try
        {
            await decide.ExecuteAsync(client, request.HttpContext.GetCaller(), campaign.Id, OperationId.New(clock.GetUtcNow()), decision == LateDecision.Add, items, cancellationToken);
            return new SeeOther(CampaignPaths.Late(campaign.Id));
        }
        catch (ProblemException problem) when (problem.Status is not StatusCodes.Status404NotFound)
        {
            return await PageAsync(request, campaign, problem.Sentence, problem.Status, cancellationToken);
        }
    }

    private Task<Listed<LateItem>> ReadAsync(HttpRequest request, Campaign campaign, CancellationToken cancellationToken) =>
        request.ReadPageAsync(cursors, after => late.ReadAsync(campaign.Id, after, cancellationToken), cancellationToken);

    private async Task<IResult> PageAsync(HttpRequest request, Campaign campaign, string? fault, int status, CancellationToken cancellationToken)
    {
        var (caller, page) = (request.HttpContext.GetCaller(), await ReadAsync(request, campaign, cancellationToken));
        var next = page.NextCursor is { } cursor ? $"{CampaignPaths.Late(campaign.Id)}?cursor={Uri.EscapeDataString(cursor)}" : null;
        var mayDecide = CampaignMachine.ActionsOf(campaign, caller.Actor).Contains(CampaignAction.DecideLate);
        var content = new LateModel(campaign, await LateItemView.OfAsync(directory, page.Items, cancellationToken), next, mayDecide, new LocalTime(caller.User.TimeZone));
        return Page.Of<CampaignLatePage>(new { Content = content, Fault = fault }, status);
    }
}

/// <summary>A page of the late access of a campaign.</summary>
/// <param name="MayDecide">The reader may add it or leave it now.</param>
public sealed record LateModel(Campaign Campaign, IReadOnlyList<LateItemView> Items, string? Next, bool MayDecide, LocalTime Time);
