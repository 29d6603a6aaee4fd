using AccessReview.App.Directory;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>Reads what the index rows of a task show besides the task.</summary>
public sealed class TaskTodayReader(AccessContextReader contexts)
{
    /// <param name="task">Its state.</param>
    /// <param name="facts">The current directory data of the task.</param>
    public async Task<TaskToday> ReadAsync(ReviewTask task, DirectoryFacts facts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        var today = TaskToday.Of(task, facts);
        // Rows of closed tasks show the decision. Rows without an assignee are for administrators, who do not decide.
        if (task is not { IsOpen: true, Assignees.Count: > 0 })
            return today;
        return today with { Evidence = Evidence.Of(await contexts.ReadRecentAsync(task.Subject, facts, cancellationToken)) };
    }
}
