using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>What the buttons of a campaign's page do.</summary>
public enum CampaignAct
{
    Freeze,
    Start,
    Extend,
    Close,
    Cancel,

    /// <summary>Confirm the removals.</summary>
    Confirm,

    /// <summary>Let the access of missing answers stay.</summary>
    Keep,

    /// <summary>State that the review is complete.</summary>
    SignOff,
}

/// <summary>Processes the forms of a campaign's page. They use the same commands as the API; a refusal is shown on the page.</summary>
public sealed class ActOnCampaign(CampaignCommands commands, CampaignReader reader, CampaignPages pages, CampaignFreeze freeze, TimeProvider clock)
{
    [Function("ActOnCampaign")]
    [Requires(OrganizationAction.RunCampaigns)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaigns/{id}/act")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var campaign = (await reader.FindAsync(id, cancellationToken)).Campaign;
        var form = await request.ReadFieldsAsync(cancellationToken);
        var act = form.ReadEnum<CampaignAct>("act") ?? throw Problems.BadRequest(Say($"The form does not contain {"act"}."));
        var now = clock.GetUtcNow();
        var operation = form.ReadText("key") is { } key
            ? new OperationId(OperationId.Derive(caller.Id, $"{CampaignPaths.Act(campaign.Id)} {act}", key), now, true)
            : OperationId.New(now);
        try
        {
            var command = act == CampaignAct.Freeze
                ? await freeze.CommandAsync(campaign, form.ReadProse("reason"), form.ReadText("preview"), null, cancellationToken)
                : CommandOf(act, form, campaign);
            var after = await commands.ExecuteAsync(client, caller, campaign.Id, operation, IfMatch.Anything, command, cancellationToken);
            return new SeeOther(CampaignPaths.Of(after.Id));
        }
        catch (ProblemException problem) when (problem.Status is not StatusCodes.Status404NotFound)
        {
            var current = (await reader.FindAsync(id, cancellationToken)).Campaign;
            var content = await pages.ReadAsync(current, caller, cancellationToken);
            return Page.Of<CampaignPage>(new { Content = content, Fault = problem.Sentence, Sent = act, Reason = form.ReadProse("reason") }, problem.Status);
        }
    }

    private static Func<Actor, DateTimeOffset, CampaignCommand> CommandOf(CampaignAct act, IFormCollection form, Campaign campaign)
    {
        var reason = form.ReadProse("reason");
        switch (act)
        {
            case CampaignAct.Start:
                return (by, at) => new CampaignCommand.Start { At = at, By = by, Acknowledgement = reason };
            case CampaignAct.Extend:
                var due = DayOrTime.Parse(form.ReadText("due")?.Trim())?.EndIn(campaign.Plan.TimeZone)
                    ?? throw Problems.BadRequest(Say($"Enter the day in the format {"2026-12-31"}."), "bad_date");
                return (by, at) => new CampaignCommand.Extend(due, reason) { At = at, By = by };
            case CampaignAct.Close:
                return (by, at) => new CampaignCommand.Close(reason) { At = at, By = by };
            case CampaignAct.SignOff:
                return (by, at) => new CampaignCommand.SignOffCampaign(reason) { At = at, By = by };
            case CampaignAct.Cancel:
                return (by, at) => new CampaignCommand.Cancel(reason) { At = at, By = by };
            default:
                return (by, at) => new CampaignCommand.ConfirmGuard(act == CampaignAct.Confirm, reason) { At = at, By = by };
        }
    }
}
