using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>The page on which the owner of a campaign chooses reviewers.</summary>
/// <param name="Reviewer">The reviewer whose items are shown; null: items without a reviewer.</param>
/// <param name="Reviewers">Everybody who has open items.</param>
/// <param name="MayAssign">The campaign's state and the reader's role allow it.</param>
/// <param name="Next">The URL of the next page; null: this is the last one.</param>
/// <param name="Key">Issued with the form. Sending it twice assigns once.</param>
public sealed record AttentionModel(
    Campaign Campaign, string? Reviewer, IReadOnlyList<ReviewerProgress> Reviewers, IReadOnlyList<AttentionItem> Items, bool MayAssign, string? Next, string Key)
{
    public string? Fault { get; init; }

    public string? Done { get; init; }

    public string? Reason { get; init; }
}

/// <summary>The page of items without a reviewer, and its form.</summary>
public sealed class ShowAttention(CampaignReader campaigns, AttentionReader attention, CampaignProgressReader progress, ReassignItems reassign, DirectoryStore directory, TimeProvider clock)
{
    [Function("ShowCampaignAttention")]
    [Requires(OrganizationAction.ReadCampaigns)]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "campaigns/{id}/attention")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var assigned = int.TryParse(request.Query["assigned"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= ReassignItems.MaxItems ? Assigned(count) : null;
        return Page.Of<AttentionPage>(new { Content = await ReadAsync(request, id, cancellationToken) with { Done = assigned } });
    }

    [Function("SendCampaignAttention")]
    [Requires(OrganizationAction.RunCampaigns)]
    public async Task<IResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaigns/{id}/attention")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        var (positions, to) = await ChoiceOfAsync(form, cancellationToken);
        if (positions.Count == 0 || to is not { } chosen)
            return await RefusedAsync(Say($"Select at least one item and enter who reviews it."), StatusCodes.Status400BadRequest);
        var operation = form.ReadText("key") is { } key
            ? new OperationId(OperationId.Derive(caller.Id, $"{CampaignPaths.Attention(CampaignId.From(id))} {chosen} {string.Join(' ', positions)}", key), clock.GetUtcNow(), true)
            : OperationId.New(clock.GetUtcNow());
        try
        {
            var results = await reassign.ExecuteAsync(client, caller, CampaignId.From(id), new ItemReassignmentsRequest(positions, chosen, form.ReadProse("reason")), operation, cancellationToken);
            var refused = results.Where(result => result.Title is not null).ToList();
            return refused.Count == 0
                ? new SeeOther(QueryHelpers.AddQueryString(
                    CampaignPaths.Attention(CampaignId.From(id), request.Query.ReadText("reviewer")), "assigned", results.Count.ToString(CultureInfo.InvariantCulture)))
                : await RefusedAsync(Say($"{refused.Count:N0} items were not assigned. {refused[0].Title}"), StatusCodes.Status409Conflict);
        }
        catch (ProblemException problem) when (problem.Status is not StatusCodes.Status404NotFound)
        {
            return await RefusedAsync(problem.Sentence, problem.Status);
        }

        async Task<IResult> RefusedAsync(string fault, int status) =>
            Page.Of<AttentionPage>(new { Content = await ReadAsync(request, id, cancellationToken) with { Fault = fault, Reason = form.ReadProse("reason") } }, status);
    }

    private static string Assigned(int count) => count == 1 ? Say($"1 item was assigned.") : Say($"{count:N0} items were assigned.");

    /// <summary>A button of a suggestion names one item and the person; otherwise the selected items and the entered person count.</summary>
    private async Task<(IReadOnlyList<int> Items, UserId? To)> ChoiceOfAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        if (form.ReadText("choose")?.Split(' ', 2) is [var item, var person])
            return (Positions([item]), UserId.From(person));
        var entered = form.ReadText("to")?.Trim();
        if (string.IsNullOrEmpty(entered))
            return ([], null);
        var to = await directory.FindUserByEmailAsync(entered, cancellationToken) ?? await directory.FindUserAsync(UserId.From(entered), cancellationToken);
        return (Positions(form.ReadAll("items")), to?.Id ?? UserId.From(entered));
    }

    private static IReadOnlyList<int> Positions(IEnumerable<string> texts) =>
        [.. texts.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : 0).Where(position => position > 0).Distinct()];

    private async Task<AttentionModel> ReadAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var campaign = (await campaigns.FindAsync(id, cancellationToken)).Campaign;
        var reviewer = request.Query.ReadText("reviewer");
        var page = await attention.ReadAsync(request, campaign, cancellationToken);
        var reviewers = campaign.Population is null ? [] : (await progress.ReadAsync(campaign.Id, cancellationToken)).Reviewers.Where(one => one.Open > 0);
        var path = CampaignPaths.Attention(campaign.Id, reviewer);
        return new AttentionModel(
            campaign, reviewer, [.. reviewers], page.Items, CampaignMachine.ActionsOf(campaign, request.HttpContext.GetCaller().Actor).Contains(CampaignAction.Reassign),
            page.NextCursor is { } cursor ? QueryHelpers.AddQueryString(path, "cursor", cursor) : null, Guid.CreateVersion7().ToString("N"));
    }
}
