using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>What the buttons of a removal's page do.</summary>
public enum RemovalAct
{
    TakeBack,
    Contest,
    Remove,
    Keep,
}

/// <summary>The page of a removal: when it starts, and how to stop it. The person whose access it is gets its URL by mail.</summary>
public sealed class ShowRemoval(RemovalReader reader, RemovalCommands commands, TimeProvider clock)
{
    [Function("ShowRemoval")]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "removals/{task}")] HttpRequest request, string task, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        return await PageAsync(caller, await reader.FindAsync(caller, task, cancellationToken), null, StatusCodes.Status200OK, cancellationToken);
    }

    [Function("ActOnRemoval")]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> ActAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "removals/{task}/act")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        var act = form.ReadEnum<RemovalAct>("act") ?? throw Problems.BadRequest(Say($"The form does not contain {"act"}."));
        var reason = form.ReadProse("reason");
        try
        {
            var after = await commands.ExecuteAsync(
                client, caller, task, OperationId.New(clock.GetUtcNow()), IfMatch.Anything, people => IntentOf(act, reason, people), cancellationToken);
            return new SeeOther(RemovalPaths.Of(after.Review.Id));
        }
        catch (ProblemException problem) when (problem.Status is not StatusCodes.Status404NotFound)
        {
            return await PageAsync(caller, await reader.FindAsync(caller, task, cancellationToken), (problem.Sentence, reason), problem.Status, cancellationToken);
        }
    }

    private static TaskIntent IntentOf(RemovalAct act, string? reason, RemovalPeople people) => act switch
    {
        RemovalAct.TakeBack => TaskIntents.TakeBackRemoval(reason, people),
        RemovalAct.Contest => TaskIntents.ContestRemoval(reason, people),
        RemovalAct.Remove or RemovalAct.Keep => TaskIntents.JudgeContest(act == RemovalAct.Remove, reason, people),
    };

    private async Task<IResult> PageAsync(Caller caller, FoundRemoval found, (string Fault, string? Reason)? refused, int status, CancellationToken cancellationToken) =>
        Page.Of<RemovalPage>(
            new
            {
                Content = await reader.ViewAsync(found, caller, cancellationToken),
                CampaignName = found.Campaign.Plan.Name,
                IsOwn = found.Review.Subject.User == caller.Id,
                MayReadCampaign = CampaignTable.Allows(CampaignAction.Read, caller.Roles),
                Time = new LocalTime(caller.User.TimeZone),
                refused?.Fault,
                refused?.Reason,
            },
            status);
}
