using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Provisioning;

/// <summary>Has access taken away whose end has come: opens a deprovisioning task, once for each end of a grant.</summary>
public sealed partial class EndDueGrants(DirectoryStore directory, TaskOpening opening, TimeProvider time, ILogger<EndDueGrants> logger)
{
    [Function(nameof(EndDueGrants))]
    public async Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await foreach (var note in directory.EndsUntilAsync(now, cancellationToken))
        {
            try
            {
                await EndAsync(client, note, now, cancellationToken);
            }
            catch (NewerRowException newer)
            {
                Log.NotOpened(logger, note.User.Value, note.Entitlement.Value, newer);
            }
        }
    }

    /// <summary>The task that takes a grant away at its end.</summary>
    internal static TaskToOpen TaskFor(Grant grant)
    {
        var end = grant.Until?.UtcTicks.ToString(CultureInfo.InvariantCulture);
        var id = TaskId.Derive($"{grant.UserId}\n{grant.EntitlementId}\n{end}", "End");
        return new TaskToOpen(id, TaskKind.Deprovisioning, grant.UserId, grant.EntitlementId, CaseId.From(id.Value), Actor.System)
        {
            Reason = "The access was granted until now.",
            Until = grant.Until,
        };
    }

    private async Task EndAsync(DurableTaskClient client, NotedEnd note, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var grant = await directory.FindGrantAsync(note.User, note.Entitlement, cancellationToken);
        if (grant is not null && DirectoryStore.IsNoteOf(note, grant) && (grant.Until > now || !await TryOpenAsync(client, grant, cancellationToken)))
            return;
        await directory.ForgetEndAsync(note, cancellationToken);
    }

    private async Task<bool> TryOpenAsync(DurableTaskClient client, Grant grant, CancellationToken cancellationToken)
    {
        try
        {
            await opening.OpenAsync(client, TaskFor(grant), cancellationToken);
            return true;
        }
        catch (InvalidOperationException missing)
        {
            // One grant that cannot be ended must not keep the others from ending.
            Log.NotOpened(logger, grant.UserId.Value, grant.EntitlementId.Value, missing);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The grant of {Entitlement} to {User} has come to its end, but no task could be opened")]
        public static partial void NotOpened(ILogger logger, string user, string entitlement, Exception missing);
    }
}
