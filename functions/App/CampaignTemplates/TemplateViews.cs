using AccessReview.App.Campaigns;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.CampaignTemplates;

/// <summary>A template in a list.</summary>
/// <param name="Name">The template's name, by which it is addressed.</param>
/// <param name="Version">Its current version.</param>
/// <param name="ChangedBy">Who wrote that version.</param>
/// <param name="IsRetired">It creates no campaigns any more.</param>
/// <param name="CampaignName">How its campaigns are called, without their due day.</param>
/// <param name="Control">The control or framework that its campaigns are evidence for; null: none.</param>
/// <param name="NextRuns">The next planned runs; empty: a person creates its campaigns.</param>
public sealed record CampaignTemplateView(
    string Name,
    int Version,
    PersonView ChangedBy,
    DateTimeOffset ChangedAt,
    bool IsRetired,
    string CampaignName,
    PersonView Owner,
    string? Control,
    IReadOnlyList<PlannedRun> NextRuns)
{
    internal static CampaignTemplateView Of(CampaignTemplate template, CampaignNames names, DateTimeOffset now)
    {
        var (version, content, by, at, isRetired) = template.Current;
        return new(
            template.Name, version, names.View(by), at, isRetired, content.Plan.Name, names.View(OwnerOf(content)), content.Plan.Control,
            template.IsScheduled() ? TemplateDates.Next(content, now) : []);
    }

    internal static IEnumerable<UserId?> PeopleOf(CampaignTemplate template) => [template.Current.By, OwnerOf(template.Current.Content)];

    private static UserId OwnerOf(CampaignTemplateRequest content) => content.Plan.Owner ?? default; // Set when it is stored.
}

/// <summary>The result of writing a template, or of checking what writing it would do.</summary>
/// <param name="Version">The current version; null: nothing is stored.</param>
/// <param name="IsChanged">A new version was written, or would be.</param>
/// <param name="Differences">The settings that differ from the version before; empty for a new template.</param>
/// <param name="NextRuns">The next planned runs.</param>
/// <param name="Preview">For a dry run: what a campaign would review if it were created and started now; else null.</param>
public sealed record WrittenTemplate(
    string Name, int? Version, bool IsChanged, IReadOnlyList<PlanDifference> Differences, IReadOnlyList<PlannedRun> NextRuns, CampaignPreview? Preview);

/// <summary>A version in the history of a template.</summary>
/// <param name="IsRetired">The template was retired with this version.</param>
/// <param name="Differences">The settings that differ from the version before.</param>
public sealed record TemplateVersionView(int Version, PersonView By, DateTimeOffset At, bool IsRetired, IReadOnlyList<PlanDifference> Differences);

/// <summary>A run of a template's schedule that has begun.</summary>
/// <param name="At">When it was planned.</param>
/// <param name="Due">The last day on which reviewers decide.</param>
/// <param name="Version">The version of the template whose plan it has.</param>
/// <param name="Why">Why it stopped; null: it did not.</param>
public sealed record TemplateRunView(DateTimeOffset At, DateOnly Due, int Version, CampaignId Campaign, TemplateRunState State, CampaignRefusal? Why)
{
    internal static TemplateRunView Of(TemplateRun run) => new(run.Planned.At, run.Planned.Due, run.Version, run.Campaign, run.State, run.Why);
}
