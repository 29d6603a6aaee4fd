using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Tasks;

/// <summary>
/// Checks an open task again after a change of the directory: closes it if nothing is left to decide, and updates its index
/// rows.
/// </summary>
public sealed class TaskRecheck(TaskCommands commands, IndexRenewal index)
{
    public async Task<CommandResult> RunAsync(DurableTaskClient client, TaskId id, CancellationToken cancellationToken)
    {
        var result = await commands.ExecuteAsync(client, new CommandOrder(id.Value, Actor.System, TaskIntents.Recheck()), cancellationToken);
        if (result is CommandResult.Done { IsRepeat: true, Task: { IsOpen: true } task })
            await index.RenewAsync(task, cancellationToken);
        return result;
    }
}
