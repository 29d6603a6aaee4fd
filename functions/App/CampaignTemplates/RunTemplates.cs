using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.CampaignTemplates;

/// <summary>Creates the campaigns of templates whose date has come, and freezes and starts them as the template says.</summary>
public sealed class RunTemplates(TemplateRuns runs)
{
    [Function(nameof(RunTemplates))]
    public Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        runs.RunAsync(client, cancellationToken);
}
