using AccessReview.App.Campaigns;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.CampaignTemplates;

/// <summary>Templates, their versions and the runs of their schedules.</summary>
public sealed class ReadTemplates(TemplateStore templates, TemplateCommands commands, DirectoryStore directory, Cursor cursors, TimeProvider clock)
{
    private const string Route = "api/v1/campaign-templates";

    [Function("ListCampaignTemplates")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("Lists templates of campaigns by name, also retired ones.", Answers = typeof(Listed<CampaignTemplateView>), IsPaged = true)]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var page = await request.ReadPageAsync(cursors, after => templates.AllAsync(after, cancellationToken), cancellationToken);
        var names = await CampaignNames.ReadAsync(directory, page.Items.SelectMany(CampaignTemplateView.PeopleOf), cancellationToken);
        return ApiResult.Ok(page.Select(template => CampaignTemplateView.Of(template, names, clock.GetUtcNow())));
    }

    [Function("ReadCampaignTemplate")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("A template, exactly as a PUT takes it.", Answers = typeof(CampaignTemplateRequest), HasETag = true)]
    [ApiQuery("version", typeof(int), "An earlier version; by default the current one.")]
    public async Task<IResult> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = $"{Route}/{{name}}")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var version = await VersionAsync(templates, (await commands.FindAsync(name, cancellationToken)).Template, request, cancellationToken);
        return ApiResult.Ok(version.Content).WithETag($"{version.Version}");
    }

    [Function("ListCampaignTemplateVersions")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("Lists the versions of a template, oldest first: who changed what, and when.", Answers = typeof(Listed<TemplateVersionView>))]
    public async Task<IResult> VersionsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = $"{Route}/{{name}}/versions")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var template = (await commands.FindAsync(name, cancellationToken)).Template;
        return ApiResult.Ok(new Listed<TemplateVersionView>(await HistoryAsync(templates, directory, template.Name, cancellationToken), null));
    }

    [Function("ListCampaignTemplateRuns")]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api("Lists the runs of a template's schedule that have begun, latest first.", Answers = typeof(Listed<TemplateRunView>), IsPaged = true)]
    public async Task<IResult> RunsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = $"{Route}/{{name}}/runs")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var template = (await commands.FindAsync(name, cancellationToken)).Template;
        var page = await request.ReadPageAsync(
            cursors,
            after => templates.RunsAsync(template.Name, cancellationToken).Select(run => new Positioned<TemplateRun>(run, RowKey.LatestFirst(run.Planned.At)))
                .Where(run => after is null || string.CompareOrdinal(run.Position, after) > 0),
            cancellationToken);
        return ApiResult.Ok(page.Select(TemplateRunView.Of));
    }

    /// <summary>The version that the request names, else the current one.</summary>
    /// <exception cref="ProblemException">404: there is no such version.</exception>
    internal static async Task<TemplateVersion> VersionAsync(TemplateStore templates, CampaignTemplate template, HttpRequest request, CancellationToken cancellationToken)
    {
        if (Fields.Whole(request.Query["version"], "version") is not { } number)
            return template.Current;
        return await templates.FindVersionAsync(template.Name, number, cancellationToken) ?? throw Problems.NotFound();
    }

    internal static async Task<IReadOnlyList<TemplateVersionView>> HistoryAsync(TemplateStore templates, DirectoryStore directory, string name, CancellationToken cancellationToken)
    {
        var versions = await templates.VersionsAsync(name, cancellationToken).ToListAsync(cancellationToken);
        var names = await CampaignNames.ReadAsync(directory, versions.Select(version => (UserId?)version.By), cancellationToken);
        return
        [
            .. versions.Select((version, index) => new TemplateVersionView(
                version.Version, names.View(version.By), version.At, version.IsRetired,
                index == 0 ? [] : PlanDifferences.Between(versions[index - 1].Content, version.Content))),
        ];
    }
}
