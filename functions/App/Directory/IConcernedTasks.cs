using Microsoft.DurableTask.Client;

namespace AccessReview.App.Directory;

/// <summary>Visits the open tasks that directory changes affect. The directory does not know tasks, so another capability implements it.</summary>
public interface IConcernedTasks
{
    /// <summary>Visits due tasks up to a limit; a timer visits the rest. Never throws: failures are retried.</summary>
    Task VisitAsync(DurableTaskClient client, CancellationToken cancellationToken);
}
