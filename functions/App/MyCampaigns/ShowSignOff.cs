using AccessReview.App.Campaigns;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.MyCampaigns;

/// <param name="Statement">The text in the field.</param>
/// <param name="Key">Issued with the form. Sending the form twice signs off once.</param>
/// <param name="Fault">Why the form was refused; null: it was not.</param>
public sealed record SignOffModel(SignOffView View, LocalTime Time, string Statement, string Key, string? Fault);

/// <summary>The page on which a reviewer signs off. It lists exactly what will be removed.</summary>
public sealed class ShowSignOff(SignOffViews views, SignOffCommands commands, TimeProvider clock)
{
    [Function(nameof(ShowSignOff))]
    [Requires(OrganizationAction.Work)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "my/campaigns/{id}/sign-off")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        PageAsync(request.HttpContext.GetCaller(), id, null, null, StatusCodes.Status200OK, cancellationToken);

    [Function("SendSignOff")]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "my/campaigns/{id}/sign-off")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        var (campaign, statement, now) = (CampaignId.From(id), form.ReadProse("statement"), clock.GetUtcNow());
        var operation = form.ReadText("key") is { } key
            ? new OperationId(OperationId.Derive(caller.Id, MyCampaignPaths.SignOff(campaign), key), now, true)
            : OperationId.New(now);
        try
        {
            await commands.SignOffAsync(client, caller, campaign, operation, statement, form.ReadText("list"), cancellationToken);
            return new SeeOther(MyCampaignPaths.SignOff(campaign));
        }
        catch (ProblemException refused) when (refused.Status != StatusCodes.Status404NotFound)
        {
            return await PageAsync(caller, id, statement, refused.Sentence, refused.Status, cancellationToken);
        }
    }

    private async Task<IResult> PageAsync(Caller caller, string id, string? statement, string? fault, int status, CancellationToken cancellationToken)
    {
        var view = await views.ReadAsync(id, caller.Id, cancellationToken);
        var content = new SignOffModel(view, new LocalTime(caller.User.TimeZone), statement ?? view.Statement, Guid.CreateVersion7().ToString("N"), fault);
        return Page.Of<SignOffPage>(new { Content = content }, status);
    }
}
