using System.Globalization;
using AccessReview.App.Promises;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Campaigns;

/// <summary>
/// The orchestrations of campaigns. A run begins when there is work and ends when the campaign waits for a person. It has a promise until
/// then, so a run that was not started or is lost is started again.
/// </summary>
public sealed partial class CampaignRuns(PromiseStore promises, ILogger<CampaignRuns> logger)
{
    private const char Between = '.';

    internal static string PromiseOf(CampaignId campaign, long run) => string.Create(CultureInfo.InvariantCulture, $"{campaign}{Between}{run}");

    internal static string InstanceOf(string promise) => $"campaign-{promise}";

    /// <summary>The campaign and the run of a promise.</summary>
    internal static CampaignOf Parse(string promise) =>
        promise.Split(Between) is [var campaign, var run]
            ? new CampaignOf(campaign, long.Parse(run, CultureInfo.InvariantCulture))
            : throw new FormatException($"{promise} is no run of a campaign.");

    /// <summary>Makes the promise of a run before the event that begins it is written.</summary>
    internal Task PromiseAsync(CampaignId campaign, long run, CancellationToken cancellationToken) =>
        promises.MakeAsync(PromiseKind.Campaign, PromiseOf(campaign, run), cancellationToken);

    /// <summary>Removes the promise of a run that has ended.</summary>
    internal Task KeepAsync(CampaignId campaign, long run, CancellationToken cancellationToken) =>
        promises.KeepAsync(PromiseKind.Campaign, PromiseOf(campaign, run), cancellationToken);

    /// <summary>Starts the campaign's run, or wakes it. Best effort: the promise stays, so the reconciler starts it.</summary>
    internal async Task WakeAsync(DurableTaskClient client, Campaign campaign, CancellationToken cancellationToken)
    {
        if (!campaign.IsAtWork)
            return;
        var id = PromiseOf(campaign.Id, campaign.Run);
        try
        {
            if (campaign.Run == campaign.Version)
                await client.StartOnceAsync(nameof(RunCampaign), InstanceOf(id), Parse(id), cancellationToken);
            else
                await client.RaiseIfRunningAsync(await InstanceNowAsync(id, cancellationToken), TaskWaker.Changed, cancellationToken);
        }
#pragma warning disable CA1031 // The event is committed, so the call must succeed. The reconciler starts the run.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Log.NotStarted(logger, campaign.Id, failed);
        }
    }

    /// <summary>A run that was lost has another instance than its first.</summary>
    private async Task<string> InstanceNowAsync(string promise, CancellationToken cancellationToken) =>
        (await promises.FindAsync(PromiseKind.Campaign, promise, cancellationToken))?.Instance ?? InstanceOf(promise);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Campaign {Campaign} could not be started or woken; the reconciler will start it")]
        public static partial void NotStarted(ILogger logger, CampaignId campaign, Exception failed);
    }
}
