using AccessReview.App.Campaigns;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.CampaignTemplates;

/// <param name="Next">The URL of the next page; null: this is the last one.</param>
/// <param name="MayWrite">The reader may write templates.</param>
public sealed record TemplatesModel(IReadOnlyList<CampaignTemplateView> Templates, string? Next, bool MayWrite, LocalTime Time);

/// <summary>The data of a template's page.</summary>
/// <param name="Version">The version that is shown.</param>
/// <param name="Plan">A campaign with the version's plan, to show the plan as on a campaign's page.</param>
/// <param name="Versions">Oldest first.</param>
/// <param name="Runs">The latest runs.</param>
/// <param name="Time">Formats times for the reader.</param>
/// <param name="ZoneTime">Formats times in the template's time zone.</param>
/// <param name="Key">Issued with the form. Sending the form twice creates one campaign.</param>
public sealed record TemplateModel(
    CampaignTemplate Template,
    TemplateVersion Version,
    CampaignModel Plan,
    IReadOnlyList<PlannedRun> NextRuns,
    IReadOnlyList<TemplateVersionView> Versions,
    IReadOnlyList<TemplateRunView> Runs,
    bool MayWrite,
    DateOnly Today,
    LocalTime Time,
    LocalTime ZoneTime,
    string Key);

/// <summary>Reads the data of a template's page.</summary>
public sealed class TemplatePages(TemplateStore templates, DirectoryStore directory, TimeProvider clock)
{
    private const int MaxRuns = 20;

    internal async Task<TemplateModel> ReadAsync(CampaignTemplate template, TemplateVersion version, Caller caller, CancellationToken cancellationToken)
    {
        var (content, now) = (version.Content, clock.GetUtcNow());
        var today = content.DayOf(now);
        var time = new LocalTime(caller.User.TimeZone);
        // A template has no due date.
        var plan = content.ToPlan(today.AddDays(content.DurationDays)) with { Due = default };
        var campaign = Campaign.From(new CampaignEvent.CampaignCreated(CampaignId.From("c0"), plan) { At = version.At, By = caller.Actor });
        return new TemplateModel(
            template,
            version,
            new CampaignModel { Campaign = campaign, Actions = [], Names = await CampaignPages.NamesAsync(directory, campaign, [], cancellationToken), Time = time, History = [], Key = "" },
            template.IsScheduled() && version == template.Current ? TemplateDates.Next(content, now) : [],
            await ReadTemplates.HistoryAsync(templates, directory, template.Name, cancellationToken),
            await templates.RunsAsync(template.Name, cancellationToken).Take(MaxRuns).Select(TemplateRunView.Of).ToListAsync(cancellationToken),
            CampaignTable.Allows(CampaignAction.Create, caller.Roles),
            today,
            time,
            new LocalTime(content.Plan.TimeZone),
            Guid.CreateVersion7().ToString("N"));
    }
}

/// <summary>The pages to read templates: the list, and one template with its versions and dates.</summary>
public sealed class ShowTemplates(TemplateStore templates, TemplateCommands commands, TemplatePages pages, DirectoryStore directory, Cursor cursors, TimeProvider clock)
{
    [Function("ShowCampaignTemplates")]
    [Requires(OrganizationAction.ReadCampaigns)]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "campaign-templates")] HttpRequest request, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var page = await request.ReadPageAsync(cursors, after => templates.AllAsync(after, cancellationToken), cancellationToken);
        var names = await CampaignNames.ReadAsync(directory, page.Items.SelectMany(CampaignTemplateView.PeopleOf), cancellationToken);
        var next = page.NextCursor is { } cursor ? $"{CampaignPaths.Templates}?cursor={Uri.EscapeDataString(cursor)}" : null;
        var content = new TemplatesModel(
            [.. page.Items.Select(template => CampaignTemplateView.Of(template, names, clock.GetUtcNow()))],
            next, CampaignTable.Allows(CampaignAction.Create, caller.Roles), new LocalTime(caller.User.TimeZone));
        return Page.Of<TemplatesPage>(new { Content = content });
    }

    [Function("ShowCampaignTemplate")]
    [Requires(OrganizationAction.ReadCampaigns)]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "campaign-templates/{name}")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var template = (await commands.FindAsync(name, cancellationToken)).Template;
        var version = await ReadTemplates.VersionAsync(templates, template, request, cancellationToken);
        return Page.Of<TemplatePage>(new { Content = await pages.ReadAsync(template, version, request.HttpContext.GetCaller(), cancellationToken) });
    }
}
