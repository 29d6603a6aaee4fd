using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Campaigns;

/// <summary>The page on which a campaign is created as a draft.</summary>
public sealed class CreateCampaignForm(CampaignCommands commands, DirectoryStore directory, TimeProvider clock)
{
    [Function("ShowCampaignForm")]
    [Requires(OrganizationAction.RunCampaigns)]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "campaigns/new/form")] HttpRequest request, CancellationToken cancellationToken) =>
        PageAsync(request.HttpContext.GetCaller(), new SentCampaign(), StatusCodes.Status200OK, cancellationToken);

    [Function("SendCampaignForm")]
    [Requires(OrganizationAction.RunCampaigns)]
    public async Task<IResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaigns/new/form")] HttpRequest request, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var (wanted, sent) = await SentCampaign.Of(await request.ReadFieldsAsync(cancellationToken)).ReadAsync(directory, cancellationToken);
        if (wanted is null)
            return await PageAsync(caller, sent, StatusCodes.Status400BadRequest, cancellationToken);
        try
        {
            var plan = wanted.ToPlan(caller);
            if (plan.Cleaned().FindFault(clock.GetUtcNow()) is { } fault)
                return await PageAsync(caller, sent.With(fault), StatusCodes.Status400BadRequest, cancellationToken);
            var operation = new OperationId(OperationId.Derive(caller.Id, CampaignPaths.New, sent.Key), clock.GetUtcNow(), true);
            return new SeeOther(CampaignPaths.Of((await commands.CreateAsync(caller, plan, operation, cancellationToken)).Id));
        }
        catch (ProblemException problem) when (problem.Status == StatusCodes.Status400BadRequest)
        {
            return await PageAsync(caller, sent.With("name", problem.Sentence), problem.Status, cancellationToken);
        }
    }

    private async Task<IResult> PageAsync(Caller caller, SentCampaign sent, int status, CancellationToken cancellationToken)
    {
        var apps = await directory.AppsAsync(null, null, cancellationToken).Select(app => app.Value).ToListAsync(cancellationToken);
        var tomorrow = new LocalTime(caller.User.TimeZone).DayOf(clock.GetUtcNow()).AddDays(1);
        return Page.Of<CampaignFormPage>(new { Apps = (IReadOnlyList<ConnectedApp>)apps, Sent = sent, Tomorrow = tomorrow }, status);
    }
}
