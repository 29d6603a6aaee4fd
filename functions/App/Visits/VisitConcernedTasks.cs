using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Visits;

/// <summary>Visits the tasks that nobody visited right after a change: absences that end, large imports, and what a crash left.</summary>
public sealed class VisitConcernedTasks(TaskVisits visits)
{
    [Function(nameof(VisitConcernedTasks))]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        visits.VisitAsync(client, cancellationToken);
}
