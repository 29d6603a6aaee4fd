using System.ComponentModel.DataAnnotations;
using AccessReview.App.Campaigns;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.CampaignTemplates;

/// <param name="Start">The first day; by default today. The campaign is due the template's number of days later.</param>
/// <param name="Name">The campaign's name; by default the template's name for campaigns, with the due day.</param>
public sealed record CampaignFromTemplateRequest(DateOnly? Start = null, [property: MaxLength(CampaignPlan.MaxNameCharacters)] string? Name = null);

/// <summary>Writes templates and creates campaigns from them over the API.</summary>
public sealed class ManageTemplates(TemplateCommands commands, CampaignReader reader)
{
    private const string Route = "api/v1/campaign-templates/{name}";

    [Function("WriteCampaignTemplate")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api(
        "Creates or changes a template. Each change is a new version; the same content again changes nothing.",
        Takes = typeof(CampaignTemplateRequest), Answers = typeof(WrittenTemplate), ChecksVersion = true)]
    [ApiQuery("dryRun", typeof(bool), "true: checks the template and answers what it would review and what would change. Nothing is written.")]
    [ApiProblem(400, "bad_template_name", "invalid_template", "template_too_large")]
    public async Task<IResult> WriteAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var (caller, key) = (request.HttpContext.GetCaller(), RouteId.Of(name));
        var isDryRun = request.Query.ReadFlag("dryRun") == true;
        var wanted = await request.ReadJsonAsync<CampaignTemplateRequest>(cancellationToken);
        var written = isDryRun
            ? await commands.CheckAsync(caller, key, wanted, request.ReadIfMatch(), cancellationToken)
            : await commands.WriteAsync(caller, key, wanted, request.ReadIfMatch(), cancellationToken);
        return ApiResult.Ok(written).WithETag(written.Version is { } version ? $"{version}" : "0");
    }

    [Function("RetireCampaignTemplate")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api("Retires a template. Its versions stay, and its campaigns continue.", Status = StatusCodes.Status204NoContent, ChecksVersion = true)]
    public async Task<IResult> RetireAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route)] HttpRequest request, string name, CancellationToken cancellationToken) =>
        ApiResult.NoContent().WithETag(TemplateCommands.TagOf(await commands.RetireAsync(request.HttpContext.GetCaller(), name, request.ReadIfMatch(), cancellationToken)));

    [Function("CreateCampaignFromTemplate")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api("Creates a campaign from a template as a draft.", Takes = typeof(CampaignFromTemplateRequest), Answers = typeof(CampaignView), Status = 201, HasETag = true)]
    [ApiProblem(400, "due_passed", "owner_not_allowed", "text_too_long")]
    [ApiProblem(409, "template_retired")]
    [Idempotent]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = $"{Route}/campaigns")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var wanted = await request.ReadJsonAsync<CampaignFromTemplateRequest>(cancellationToken);
        var campaign = await commands.CreateCampaignAsync(caller, name, wanted.Start, wanted.Name, request.HttpContext.GetOperation(), cancellationToken);
        return ApiResult.Created($"/api/v1/campaigns/{campaign.Id}", await reader.ViewAsync(campaign, caller, CancellationToken.None)).WithETag(CampaignProblems.TagOf(campaign));
    }
}
