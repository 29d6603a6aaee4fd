using System.Globalization;
using AccessReview.App.Campaigns;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.CampaignTemplates;

/// <summary>Writes templates and creates campaigns from them.</summary>
public sealed class TemplateCommands(TemplateStore templates, TemplateFaults faults, CampaignCommands campaigns, CampaignPreviewReader previews, TimeProvider clock)
{
    /// <summary>A campaign that is previewed has no id.</summary>
    private static readonly CampaignId Nothing = CampaignId.From("c0");

    // A column of a table holds 32 K characters, and a campaign's state has more than its plan.
    private const int MaxCharacters = 24 * 1024;

    /// <exception cref="ProblemException">404: there is no such template.</exception>
    internal async Task<StoredTemplate> FindAsync(string name, CancellationToken cancellationToken) =>
        await templates.FindAsync(RouteId.Of(name), cancellationToken) ?? throw Problems.NotFound();

    /// <summary>What writing the template would do. Nothing is written.</summary>
    /// <exception cref="ProblemException">400: the template is not valid. 412: the caller has an older version.</exception>
    internal async Task<WrittenTemplate> CheckAsync(Caller caller, string name, CampaignTemplateRequest wanted, IfMatch ifMatch, CancellationToken cancellationToken)
    {
        var content = await ValidAsync(caller, name, wanted, cancellationToken);
        var before = (await templates.FindAsync(name, cancellationToken))?.Template;
        RequireMatch(before, ifMatch);
        var plan = content.ToPlan(content.DayOf(clock.GetUtcNow()).AddDays(content.DurationDays)).Cleaned();
        var campaign = Campaign.From(new CampaignEvent.CampaignCreated(Nothing, plan) { At = clock.GetUtcNow(), By = caller.Actor });
        return AnswerOf(name, before, before?.Current.Version, content) with { Preview = await previews.ReadAsync(campaign, cancellationToken) };
    }

    /// <summary>Writes a template. The same content again writes no version.</summary>
    /// <exception cref="ProblemException">400: the template is not valid. 412: the caller has an older version.</exception>
    internal async Task<WrittenTemplate> WriteAsync(Caller caller, string name, CampaignTemplateRequest wanted, IfMatch ifMatch, CancellationToken cancellationToken)
    {
        var content = await ValidAsync(caller, name, wanted, cancellationToken);
        return await RetryAsync(async () =>
        {
            var stored = await templates.FindAsync(name, cancellationToken);
            var before = stored?.Template;
            RequireMatch(before, ifMatch);
            var answer = AnswerOf(name, before, before?.Current.Version, content);
            if (!answer.IsChanged)
                return answer;
            var version = (before?.Current.Version ?? 0) + 1;
            var current = new TemplateVersion(version, content, caller.Id, clock.GetUtcNow(), IsRetired: false);
            var after = before is null ? new CampaignTemplate(name, current) : before with { Current = current };
            return await templates.SaveAsync(after with { ScheduledSince = SinceOf(before, content) }, stored?.ETag, CancellationToken.None) ? answer with { Version = version } : null;
        });
    }

    /// <summary>Retires a template: its schedule ends, and no campaign is created from it any more. Its history stays.</summary>
    /// <exception cref="ProblemException">404, or 412: the caller has an older version.</exception>
    internal Task<CampaignTemplate> RetireAsync(Caller caller, string name, IfMatch ifMatch, CancellationToken cancellationToken) => RetryAsync(async () =>
    {
        var stored = await FindAsync(name, cancellationToken);
        var before = stored.Template;
        RequireMatch(before, ifMatch);
        if (before.Current.IsRetired)
            return before;
        var retired = before with
        {
            Current = before.Current with { Version = before.Current.Version + 1, By = caller.Id, At = clock.GetUtcNow(), IsRetired = true },
            ScheduledSince = null,
        };
        return await templates.SaveAsync(retired, stored.ETag, CancellationToken.None) ? retired : null;
    });

    /// <summary>Creates a campaign from a template as a draft. The same operation creates one campaign.</summary>
    /// <param name="start">The first day; null: today. The campaign is due the template's number of days later.</param>
    /// <param name="campaignName">Null: the template's name for campaigns, with the due day.</param>
    /// <exception cref="ProblemException">404, 409: the template is retired, or 400: the campaign would end in the past.</exception>
    internal async Task<Campaign> CreateCampaignAsync(
        Caller caller, string name, DateOnly? start, string? campaignName, OperationId operation, CancellationToken cancellationToken)
    {
        var stored = await FindAsync(name, cancellationToken);
        var (template, content) = (stored.Template, stored.Template.Current.Content);
        if (template.Current.IsRetired)
            throw Retired();
        var due = (start ?? content.DayOf(clock.GetUtcNow())).AddDays(content.DurationDays);
        var origin = new CampaignOrigin(template.Name, template.Current.Version) { Previous = template.LastCampaign };
        var campaign = await campaigns.CreateAsync(caller, content.ToPlan(due, campaignName, origin), operation, cancellationToken);
        // Not written if somebody else was faster: the order of two campaigns of one moment does not matter.
        if (template.LastCampaign != campaign.Id)
            await templates.RememberAsync(stored, campaign.Id, CancellationToken.None);
        return campaign;
    }

    internal static ProblemException Retired() => Problems.Conflict("template_retired", Say($"The template is retired. Save it again to use it."));

    /// <exception cref="ProblemException">400: it is not valid.</exception>
    private async Task<CampaignTemplateRequest> ValidAsync(Caller caller, string name, CampaignTemplateRequest wanted, CancellationToken cancellationToken)
    {
        if (!TemplateRules.IsName(name))
            throw Problems.BadRequest(Say($"The name of a template has lower-case letters, digits and hyphens, at most {TemplateRules.MaxNameCharacters}."), "bad_template_name");
        var content = wanted.For(caller, (await templates.FindAsync(name, cancellationToken))?.Template.Current.Content);
        if (await faults.FindAsync(content, cancellationToken) is { Count: > 0 } found)
            throw TemplateFaults.ProblemOf(found);
        return RowJson.Write(content).Length <= MaxCharacters ? content
            : throw Problems.BadRequest(Say($"The template is too long. Name fewer apps, entitlements and people."), "template_too_large");
    }

    private WrittenTemplate AnswerOf(string name, CampaignTemplate? before, int? version, CampaignTemplateRequest content)
    {
        var differences = before is null ? [] : PlanDifferences.Between(before.Current.Content, content);
        var isChanged = before is null || before.Current.IsRetired || differences.Count > 0;
        return new(name, version, isChanged, differences, TemplateDates.Next(content, clock.GetUtcNow()), null);
    }

    /// <summary>A new or changed schedule begins now: it makes up for no date of the past.</summary>
    private DateTimeOffset? SinceOf(CampaignTemplate? before, CampaignTemplateRequest content)
    {
        if (content.Recurrence is null)
            return null;
        var isSame = before is { ScheduledSince: not null } && before.Current.Content.Recurrence == content.Recurrence && before.Current.Content.Plan.TimeZone == content.Plan.TimeZone
            && before.Current.Content.DurationDays == content.DurationDays;
        return isSame ? before!.ScheduledSince : clock.GetUtcNow(); // Not null: it has a schedule.
    }

    private static void RequireMatch(CampaignTemplate? current, IfMatch ifMatch)
    {
        if (!ifMatch.Allows(TagOf(current)))
            throw Problems.ChangedMeanwhile($"\"{TagOf(current)}\"");
    }

    internal static string TagOf(CampaignTemplate? template) => (template?.Current.Version ?? 0).ToString(CultureInfo.InvariantCulture);

    /// <summary>Repeats a try that somebody else overtook, which returns null.</summary>
    private static Task<T> RetryAsync<T>(Func<Task<T?>> attempt)
        where T : class => Contention.RetryAsync(
            async _ => await attempt() is { } done ? Contention.Done(done) : Contention.Overtaken<T>(), () => throw Problems.Busy(), CancellationToken.None);
}
