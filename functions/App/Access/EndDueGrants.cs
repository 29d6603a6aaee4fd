using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Promises;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Access;

/// <summary>
/// Starts the removal of access whose end date has passed, and the review of access whose exception has ended. A grant that fails does not block the others and is retried alone.
/// </summary>
public sealed partial class EndDueGrants(DirectoryStore directory, GrantEnding ending, ExceptionEnding exceptions, PromiseStore promises, TimeProvider time, ILogger<EndDueGrants> logger)
{
    [Function(nameof(EndDueGrants))]
    public async Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        HashSet<string>? retried = null;
        await foreach (var note in directory.EndsUntilAsync(time.GetUtcNow(), cancellationToken))
        {
            retried ??= (await promises.AllAsync(cancellationToken)).Where(promise => promise.Kind == PromiseKind.GrantEnd).Select(promise => promise.Id).ToHashSet(StringComparer.Ordinal);
            if (!retried.Contains(GrantEnding.NameOf(note)))
                await TryAsync(client, note, cancellationToken);
        }

        await exceptions.EndDueAsync(client, cancellationToken);
    }

    private async Task TryAsync(DurableTaskClient client, NotedEnd note, CancellationToken cancellationToken)
    {
        try
        {
            await ending.EndAsync(client, note, cancellationToken);
        }
#pragma warning disable CA1031 // One failed grant must not block the others.
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.NotOpened(logger, note.Access.User.Value, note.Access.Entitlement.Value, failed);
            await promises.NoteAsync(PromiseKind.GrantEnd, GrantEnding.NameOf(note), failed, isNew: true);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The grant of {Entitlement} to {User} expired, but no task could be opened")]
        public static partial void NotOpened(ILogger logger, string user, string entitlement, Exception missing);
    }
}
