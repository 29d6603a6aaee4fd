using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Promises;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Access;

/// <summary>Opens a deprovisioning task for access whose end date has passed, once for each end date of a grant.</summary>
public sealed class GrantEnding(DirectoryStore directory, TaskOpening opening, PromiseStore promises, TimeProvider time)
{
    /// <summary>The deprovisioning task of a grant at its end date.</summary>
    internal static TaskToOpen TaskFor(Grant grant)
    {
        var end = grant.Until?.UtcTicks.ToString(CultureInfo.InvariantCulture);
        var id = TaskId.Derive($"{AccessKey.Of(grant)}\n{end}", "End");
        return new TaskToOpen(id, TaskKind.Deprovisioning, grant.UserId, grant.EntitlementId, CaseId.From(id.Value), Actor.System)
        {
            Reason = "The end date of the access has passed.",
            Until = grant.Until,
            Account = AccessKey.Of(grant).Account,
        };
    }

    /// <summary>The id of the promise to end a grant.</summary>
    internal static string NameOf(NotedEnd note) => $"{note.Access}";

    /// <summary>Ends the grant of the note, unless it has another end date by now.</summary>
    internal async Task EndAsync(DurableTaskClient client, NotedEnd note, CancellationToken cancellationToken)
    {
        var grant = await directory.FindGrantAsync(note.Access, cancellationToken);
        if (grant is not null && DirectoryStore.IsNoteOf(note, grant))
        {
            if (grant.Until > time.GetUtcNow())
                return;
            await opening.OpenAsync(client, TaskFor(grant), cancellationToken);
        }

        await directory.ForgetEndAsync(note, cancellationToken);
    }

    /// <param name="name">The id of the promise.</param>
    internal async Task EndAsync(DurableTaskClient client, string name, CancellationToken cancellationToken)
    {
        await foreach (var note in directory.EndsUntilAsync(time.GetUtcNow(), cancellationToken).Where(note => NameOf(note) == name))
            await EndAsync(client, note, cancellationToken);
        await promises.KeepAsync(PromiseKind.GrantEnd, name, cancellationToken);
    }

    /// <summary>Returns whether the end is still noted.</summary>
    /// <param name="name">The id of the promise.</param>
    internal async Task<bool> IsDueAsync(string name, CancellationToken cancellationToken) =>
        await directory.EndsUntilAsync(time.GetUtcNow(), cancellationToken).AnyAsync(note => NameOf(note) == name, cancellationToken);
}
