using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Visits;

/// <summary>Visits tasks that were not visited right after a change: after an absence ended, a large import or a crash.</summary>
public sealed class VisitConcernedTasks(TaskVisits visits)
{
    [Function(nameof(VisitConcernedTasks))]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        visits.VisitAsync(client, cancellationToken);
}
