using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Campaigns;

/// <param name="Due">The new due date: a day, which is included to its end, or a time with its offset.</param>
/// <param name="Reason">Why. The history shows it.</param>
public sealed record ExtendCampaignRequest(DayOrTime Due, [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null);

/// <param name="Acknowledge">Why you accept that the data of some apps is old. The history and the evidence show it.</param>
/// <param name="PreviewHash">The hash of a preview. If the population is another one by now, nothing is recorded.</param>
/// <param name="ExpectedItems">The number of items of a preview. If it is another one by now, nothing is recorded.</param>
public sealed record FreezeCampaignRequest(
    [property: MaxLength(PlainText.MaxCharacters)] string? Acknowledge = null, string? PreviewHash = null, [property: Range(0, int.MaxValue)] int? ExpectedItems = null);

/// <param name="Acknowledge">Why you accept that the data of some apps is old by now. The history and the evidence show it.</param>
public sealed record StartCampaignRequest([property: MaxLength(PlainText.MaxCharacters)] string? Acknowledge = null);

/// <param name="Reason">Why. The history shows it.</param>
public sealed record EndCampaignRequest([property: MaxLength(PlainText.MaxCharacters)] string? Reason = null);

/// <summary>What a second person decides about access that nobody answered for.</summary>
public enum GuardDecision
{
    Remove,
    Keep,
}

/// <param name="Decision">remove: the listed access is removed. keep: it stays.</param>
/// <param name="Reason">Why. The history shows it.</param>
public sealed record ConfirmGuardRequest(GuardDecision Decision, [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null);

/// <summary>Creates and runs campaigns over the API.</summary>
public sealed class ManageCampaigns(CampaignCommands commands, CampaignReader reader, CampaignFreeze freeze)
{
    [Function("CreateCampaign")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api("Creates a campaign as a draft.", Takes = typeof(CreateCampaignRequest), Answers = typeof(CampaignView), Status = 201, HasETag = true)]
    [ApiProblem(400, "bad_date", "days_out_of_range", "due_passed", "guard_out_of_range", "name_missing", "owner_not_allowed")]
    [ApiProblem(400, "reminders_out_of_range", "removals_out_of_range", "reviewers_missing", "shares_out_of_range", "stages_need_decisions_at_once")]
    [ApiProblem(400, "text_too_long", "too_many_entries", "too_many_stages", "unknown_time_zone", "wrong_decision")]
    [Idempotent]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/campaigns")] HttpRequest request, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var plan = (await request.ReadJsonAsync<CreateCampaignRequest>(cancellationToken)).ToPlan(caller);
        var campaign = await commands.CreateAsync(caller, plan, request.HttpContext.GetOperation(), cancellationToken);
        return (await AnswerAsync(campaign, caller)).WithStatus(StatusCodes.Status201Created).WithLocation($"/api/v1/campaigns/{campaign.Id}");
    }

    [Function("FreezeCampaign")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api("Records the population of a campaign. Nobody is notified yet.", Takes = typeof(FreezeCampaignRequest), Answers = typeof(CampaignView), Status = 202, ChecksVersion = true)]
    [ApiProblem(400, "due_passed", "text_too_long")]
    [ApiProblem(409, "scope_changed", "stale_data", "stale_data_not_accepted", "wrong_state")]
    [Idempotent]
    public async Task<IResult> FreezeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/campaigns/{id}/freeze")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await ReadOptionalAsync(request, new FreezeCampaignRequest(), cancellationToken);
        var campaign = (await reader.FindAsync(id, cancellationToken)).Campaign;
        var command = await freeze.CommandAsync(campaign, wanted.Acknowledge, wanted.PreviewHash, wanted.ExpectedItems, cancellationToken);
        return await ExecuteAsync(request, client, id, command, cancellationToken);
    }

    [Function("StartCampaign")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api("Starts a campaign: opens a certification task for each item and notifies the reviewers.", Takes = typeof(StartCampaignRequest), Answers = typeof(CampaignView), Status = 202, ChecksVersion = true)]
    [ApiProblem(400, "due_passed", "text_too_long")]
    [ApiProblem(409, "no_items", "no_reviewers", "stale_data", "stale_data_not_accepted", "too_many_items", "wrong_state")]
    [Idempotent]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/campaigns/{id}/start")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await ReadOptionalAsync(request, new StartCampaignRequest(), cancellationToken);
        return await ExecuteAsync(request, client, id, (by, now) => new CampaignCommand.Start { At = now, By = by, Acknowledgement = wanted.Acknowledge }, cancellationToken);
    }

    [Function("ExtendCampaign")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api("Moves the due date of an open campaign and of its tasks.", Takes = typeof(ExtendCampaignRequest), Answers = typeof(CampaignView), Status = 202, ChecksVersion = true)]
    [ApiProblem(400, "bad_date", "due_not_later", "due_passed", "reason_required", "text_too_long")]
    [ApiProblem(409, "wrong_state")]
    [Idempotent]
    public async Task<IResult> ExtendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/campaigns/{id}/extend")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<ExtendCampaignRequest>(cancellationToken);
        var zone = (await reader.FindAsync(id, cancellationToken)).Campaign.Plan.TimeZone;
        return await ExecuteAsync(request, client, id, (by, now) => new CampaignCommand.Extend(wanted.Due.EndIn(zone) ?? default, wanted.Reason) { At = now, By = by }, cancellationToken);
    }

    [Function("CloseCampaign")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api("Closes an open campaign before its due date.", Takes = typeof(EndCampaignRequest), Answers = typeof(CampaignView), Status = 202, ChecksVersion = true)]
    [ApiProblem(400, "reason_required", "text_too_long")]
    [ApiProblem(409, "wrong_state")]
    [Idempotent]
    public async Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/campaigns/{id}/close")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<EndCampaignRequest>(cancellationToken);
        return await ExecuteAsync(request, client, id, (by, now) => new CampaignCommand.Close(wanted.Reason) { At = now, By = by }, cancellationToken);
    }

    [Function("CancelCampaign")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api("Cancels a campaign and its open tasks. Decisions that were made stay.", Takes = typeof(EndCampaignRequest), Answers = typeof(CampaignView), Status = 202, ChecksVersion = true)]
    [ApiProblem(400, "reason_required", "text_too_long")]
    [ApiProblem(409, "wrong_state")]
    [Idempotent]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/campaigns/{id}/cancel")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<EndCampaignRequest>(cancellationToken);
        return await ExecuteAsync(request, client, id, (by, now) => new CampaignCommand.Cancel(wanted.Reason) { At = now, By = by }, cancellationToken);
    }

    [Function("ConfirmCampaignGuard")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api(
        "Decides, as a second person, what the rule for missing answers may remove. The items in the state silent are the list.",
        Takes = typeof(ConfirmGuardRequest), Answers = typeof(CampaignView), Status = 202, ChecksVersion = true)]
    [ApiProblem(400, "text_too_long")]
    [ApiProblem(403, "second_person_required")]
    [ApiProblem(409, "wrong_state")]
    [Idempotent]
    public async Task<IResult> ConfirmGuardAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/campaigns/{id}/guard/confirm")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<ConfirmGuardRequest>(cancellationToken);
        return await ExecuteAsync(
            request, client, id, (by, now) => new CampaignCommand.ConfirmGuard(wanted.Decision == GuardDecision.Remove, wanted.Reason) { At = now, By = by }, cancellationToken);
    }

    /// <summary>Reads a body that may be missing.</summary>
    private static async Task<T> ReadOptionalAsync<T>(HttpRequest request, T missing, CancellationToken cancellationToken)
        where T : class => request.ContentType is null ? missing : await request.ReadJsonAsync<T>(cancellationToken);

    private async Task<IResult> ExecuteAsync(
        HttpRequest request, DurableTaskClient client, string id, Func<Actor, DateTimeOffset, CampaignCommand> command, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var after = await commands.ExecuteAsync(client, caller, CampaignId.From(id), request.HttpContext.GetOperation(), request.ReadIfMatch(), command, cancellationToken);
        return (await AnswerAsync(after, caller)).WithStatus(StatusCodes.Status202Accepted).WithLocation($"/api/v1/campaigns/{after.Id}");
    }

    // The command is committed, so the caller's cancellation is ignored.
    private async Task<ApiResult> AnswerAsync(Campaign campaign, Caller caller) =>
        ApiResult.Ok(await reader.ViewAsync(campaign, caller, CancellationToken.None)).WithETag(CampaignProblems.TagOf(campaign));
}
