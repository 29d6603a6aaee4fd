using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Access;

/// <summary>Opens a certification for access whose exception has ended, once for each end of an exception.</summary>
public sealed partial class ExceptionEnding(DirectoryStore directory, TaskOpening opening, TimeProvider time, ILogger<ExceptionEnding> logger)
{
    /// <summary>Opens what is due. What fails does not block the others, and is tried again the next time.</summary>
    internal async Task EndDueAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        await foreach (var note in directory.ExceptionEndsUntilAsync(time.GetUtcNow(), cancellationToken))
        {
            try
            {
                await EndAsync(client, note, cancellationToken);
            }
#pragma warning disable CA1031 // One failed exception must not block the others.
            catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.NotOpened(logger, note.Access.User.Value, note.Access.Entitlement.Value, failed);
            }
        }
    }

    private static TaskToOpen TaskFor(Grant grant, ExceptionRecord exception)
    {
        var id = TaskId.Derive($"{AccessKey.Of(grant)}\n{exception.Until.UtcTicks.ToString(CultureInfo.InvariantCulture)}", "ExceptionEnd");
        return new TaskToOpen(id, TaskKind.Certification, grant.UserId, grant.EntitlementId, CaseId.From(id.Value), Actor.System)
        {
            Reason = $"The exception of task #{exception.Task} has ended.",
            Account = AccessKey.Of(grant).Account,
        };
    }

    private async Task EndAsync(DurableTaskClient client, NotedEnd note, CancellationToken cancellationToken)
    {
        var grant = await directory.FindGrantAsync(note.Access, cancellationToken);
        if (grant is { Exception: { } exception } && DirectoryStore.IsNoteOfException(note, grant))
        {
            if (exception.Until > time.GetUtcNow())
                return;
            // Without them nobody can be asked: the access is listed as unknown there.
            if (await directory.FindUserAsync(grant.UserId, cancellationToken) is not null && await directory.FindEntitlementAsync(grant.EntitlementId, cancellationToken) is not null)
                await opening.OpenAsync(client, TaskFor(grant, exception), cancellationToken);
        }

        await directory.ForgetEndAsync(note, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The exception for {Entitlement} of {User} ended, but no task could be opened")]
        public static partial void NotOpened(ILogger logger, string user, string entitlement, Exception missing);
    }
}
