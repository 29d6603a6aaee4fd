using Microsoft.DurableTask.Client;

namespace AccessReview.App.Directory;

/// <summary>Visits the open tasks that changes of the directory concern. The directory knows no tasks, so somebody else does it.</summary>
public interface IConcernedTasks
{
    /// <summary>Visits what is due, up to a bound; a timer does the rest. Never fails: whatever goes wrong is tried again.</summary>
    Task VisitAsync(DurableTaskClient client, CancellationToken cancellationToken);
}
