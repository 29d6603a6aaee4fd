using AccessReview.App.Campaigns;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.CampaignTemplates;

/// <summary>
/// Runs the schedules of templates. A run is recorded before anything of it is done, and its campaign's id follows from the template and the
/// planned time. So a run that was interrupted continues, and none is done twice.
/// </summary>
public sealed partial class TemplateRuns(
    TemplateStore templates, CampaignStore campaigns, CampaignCommands commands, CampaignFreeze freeze, DirectoryFactsReader directory, TemplateRunMails mails, TimeProvider clock, ILogger<TemplateRuns> logger)
{
    /// <summary>Begins the runs that are due, then continues all that are open. One that fails does not hold up the others.</summary>
    internal async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        List<Exception> failures = [];
        await foreach (var (template, _) in templates.AllAsync(null, cancellationToken))
        {
            if (RunOf(template) is not null)
                await TryAsync(() => BeginAsync(template.Name, cancellationToken));
        }

        foreach (var run in await templates.OpenRunsAsync(cancellationToken))
            await TryAsync(() => ContinueAsync(client, run, cancellationToken));
        if (failures.Count > 0)
            throw new AggregateException("Some runs of templates failed.", failures);

        async Task TryAsync(Func<Task> work)
        {
            try
            {
                await work();
            }
#pragma warning disable CA1031 // Thrown again after the other runs.
            catch (Exception failed) when (failed is not OperationCanceledException)
#pragma warning restore CA1031
            {
                failures.Add(failed);
            }
        }
    }

    /// <summary>The run that is due now; null: none.</summary>
    private PlannedRun? RunOf(CampaignTemplate template) => template is { ScheduledSince: { } since } && template.IsScheduled()
        ? CalendarRuns.LatestDue(TemplateDates.After(template.Current.Content, since), clock.GetUtcNow())
        : null;

    private async Task BeginAsync(string name, CancellationToken cancellationToken)
    {
        if (await templates.FindAsync(name, cancellationToken) is not { } stored || RunOf(stored.Template) is not { } planned)
            return;
        var template = stored.Template;
        var run = new TemplateRun(name, planned, template.Current.Version, CampaignKeys.Of(OperationOf(name, planned, "create")), template.LastCampaign);
        // If somebody else was faster, the next turn of the timer tries again.
        if (await templates.BeginAsync(template with { ScheduledSince = planned.At, LastCampaign = run.Campaign }, stored.ETag, run, cancellationToken))
            Log.Begun(logger, name, planned.At, run.Campaign);
    }

    private async Task ContinueAsync(DurableTaskClient client, TemplateRun run, CancellationToken cancellationToken)
    {
        var stored = await campaigns.LoadAsync(run.Campaign, cancellationToken);
        var after = stored is null ? await CreateAsync(client, run, cancellationToken) : await ContinueAsync(client, run, stored.Campaign, cancellationToken);
        if (after != run)
            await templates.SaveAsync(after, cancellationToken);
    }

    private async Task<TemplateRun> CreateAsync(DurableTaskClient client, TemplateRun run, CancellationToken cancellationToken)
    {
        var version = await templates.FindVersionAsync(run.Template, run.Version, cancellationToken)
            ?? throw new InvalidOperationException($"Template {run.Template} has no version {run.Version}.");
        var origin = new CampaignOrigin(run.Template, run.Version) { Run = run.Planned.At, Previous = run.Previous, StartAfterDays = version.Content.StartAfterDays };
        var plan = version.Content.ToPlan(run.Planned.Due, null, origin);
        var create = new CampaignCommand.Create(run.Campaign, plan, await directory.RolesOfAsync(plan.Owner, cancellationToken)) { At = clock.GetUtcNow(), By = Actor.System };
        if (CampaignMachine.Decide(null, create) is CampaignRuling.Refused refused)
            return await StopAsync(run, plan, version.By, refused.Why, cancellationToken);
        var campaign = await commands.CreateAsync(Actor.System, plan, OperationOf(run.Template, run.Planned, "create"), cancellationToken);
        return await ContinueAsync(client, run, campaign, cancellationToken);
    }

    private Task<TemplateRun> ContinueAsync(DurableTaskClient client, TemplateRun run, Campaign campaign, CancellationToken cancellationToken) => campaign.State switch
    {
        CampaignState.Draft => FreezeAsync(client, run, campaign, cancellationToken),
        CampaignState.Freezing => Task.FromResult(run),
        CampaignState.Frozen => StartAsync(client, run, campaign, cancellationToken),
        // A person was faster.
        _ => Task.FromResult(run with { State = TemplateRunState.Done }),
    };

    private async Task<TemplateRun> FreezeAsync(DurableTaskClient client, TemplateRun run, Campaign campaign, CancellationToken cancellationToken)
    {
        var command = await freeze.CommandAsync(campaign, null, null, null, cancellationToken);
        if (CampaignMachine.Decide(campaign, command(Actor.System, clock.GetUtcNow())) is CampaignRuling.Refused refused)
            return await StopAsync(run, campaign.Plan, campaign.Plan.Owner, refused.Why, cancellationToken);
        await commands.ExecuteAsync(client, Actor.System, campaign.Id, OperationOf(run.Template, run.Planned, "freeze"), IfMatch.Anything, command, cancellationToken);
        return run;
    }

    private async Task<TemplateRun> StartAsync(DurableTaskClient client, TemplateRun run, Campaign campaign, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (CampaignMachine.WhyNotToStart(campaign, now) is { } why)
            return await StopAsync(run, campaign.Plan, campaign.Plan.Owner, why, cancellationToken);
        var startsAt = campaign.Plan.Origin?.StartsAt();
        if (startsAt is null || startsAt > now)
        {
            await mails.SendReadyAsync(campaign, startsAt, cancellationToken);
            return run with { State = startsAt is null ? TemplateRunState.Done : TemplateRunState.Waiting };
        }

        await commands.ExecuteAsync(
            client, Actor.System, campaign.Id, OperationOf(run.Template, run.Planned, "start"), IfMatch.Anything, (by, at) => new CampaignCommand.Start { At = at, By = by }, cancellationToken);
        return run with { State = TemplateRunState.Done };
    }

    private async Task<TemplateRun> StopAsync(TemplateRun run, CampaignPlan plan, UserId orTo, CampaignRefusal why, CancellationToken cancellationToken)
    {
        Log.Stopped(logger, run.Template, run.Planned.At, why);
        await mails.SendStoppedAsync(run, plan, orTo, why, cancellationToken);
        return run with { State = TemplateRunState.Stopped, Why = why };
    }

    /// <summary>The same run always has the same operation.</summary>
    private static OperationId OperationOf(string template, PlannedRun run, string what) =>
        new(OperationId.Derive(UserId.From("schedule"), $"{TemplatePaths.Export(template)}/{what}", RowKey.Of(run.At)), run.At, true);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The run of template {Template} planned for {At} began as campaign {Campaign}")]
        public static partial void Begun(ILogger logger, string template, DateTimeOffset at, CampaignId campaign);

        [LoggerMessage(LogLevel.Warning, "The run of template {Template} planned for {At} stopped: {Why}")]
        public static partial void Stopped(ILogger logger, string template, DateTimeOffset at, CampaignRefusal why);
    }
}
