using AccessReview.App.Directory;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Tasks;

/// <summary>
/// Applies the effects of a task's new events, all kinds in parallel. Failed ones are stored as pending. After a crash
/// all of them are applied again, which is harmless.
/// </summary>
public sealed class TaskSettler(TaskStore store, UnsettledMarks marks, DirectoryFactsReader directory, IEnumerable<IEffectHandler> handlers)
{
    private readonly IReadOnlyList<IEffectHandler> _handlers = [.. handlers];

    /// <summary>Returns the task and what is still pending; null: there is no such task.</summary>
    public Task<SettledTask?> SettleAsync(DurableTaskClient client, TaskId id, CancellationToken cancellationToken) => SettleAsync(client, id, false, cancellationToken);

    /// <summary>Applies the effects of the whole history again.</summary>
    public Task<SettledTask?> SettleAgainAsync(DurableTaskClient client, TaskId id, CancellationToken cancellationToken) => SettleAsync(client, id, true, cancellationToken);

    private async Task<SettledTask?> SettleAsync(DurableTaskClient client, TaskId id, bool isAgain, CancellationToken cancellationToken)
    {
        Due? due = null;
        while (true)
        {
            if (await store.LoadHistoryAsync(id, cancellationToken) is not { Stored: var stored } history)
                return null;

            // After a lost race, rows written here may be older than the winner's. Start again from where this run began.
            due = due?.With(stored.Pending) ?? Due.Of(stored, isAgain);
            var (pending, failure) = await ApplyAsync(client, history, due, cancellationToken);
            if ((stored.IsSettled && pending is null) || await store.MarkSettledAsync(stored, pending, cancellationToken))
            {
                if (pending is null)
                    await marks.RemoveAsync(id, stored.Task.Version, stored.Mark, cancellationToken);
                else
                    await marks.NoteAsync(id, stored.Task.Version, pending.Handlers, cancellationToken);
                return new SettledTask(stored.Task, pending, failure);
            }
        }
    }

    private async Task<(PendingEffects? Pending, Exception? Failure)> ApplyAsync(DurableTaskClient client, TaskHistory history, Due due, CancellationToken cancellationToken)
    {
        var stored = history.Stored;
        if (due.Settled >= stored.Task.Version && due.Keys.Count == 0)
            return (null, null);

        var (facts, grant) = await directory.ReadWithGrantAsync(stored.Task.Subject, stored.Task.Assignees.SelectMany(assignee => assignee.People), cancellationToken);
        var changes = TaskChanges.Of(client, history, due.From, due.Settled, facts) with { Grant = grant };
        var failed = (await Task.WhenAll(_handlers.Select(handler => ApplyAsync(handler, changes, due, cancellationToken)))).SelectMany(failures => failures).ToList();
        return failed.Count == 0
            ? (null, null)
            : (new PendingEffects(due.From, [.. failed.Select(failure => failure.Key)], (stored.Pending?.Tries ?? 0) + 1), failed[0].Why);
    }

    private static async Task<IReadOnlyList<(string Key, Exception Why)>> ApplyAsync(IEffectHandler handler, TaskChanges changes, Due due, CancellationToken cancellationToken)
    {
        var lanes = handler.Plan(changes).GroupBy(effect => effect.Lane, StringComparer.Ordinal).Select(lane => ApplyAsync(handler, [.. lane], due, cancellationToken));
        return [.. (await Task.WhenAll(lanes)).SelectMany(failures => failures)];
    }

    private static async Task<IReadOnlyList<(string Key, Exception Why)>> ApplyAsync(IEffectHandler handler, IReadOnlyList<PlannedEffect> effects, Due due, CancellationToken cancellationToken)
    {
        List<(string Key, Exception Why)> failed = [];
        foreach (var effect in effects)
        {
            var key = PendingEffects.KeyOf(handler, effect);
            if (effect.Version <= due.Settled && !due.Keys.Contains(key))
                continue;
            try
            {
                await effect.ApplyAsync(cancellationToken);
            }
#pragma warning disable CA1031 // One failed effect must not block the others.
            catch (Exception why) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                failed.Add((key, why));
            }
        }

        return failed;
    }

    /// <summary>The effects to apply: those of the events after <paramref name="Settled"/>, and those in <paramref name="Keys"/>.</summary>
    /// <param name="From">All of them belong to events after this version.</param>
    private sealed record Due(long Settled, long From, IReadOnlySet<string> Keys)
    {
        /// <summary>Effects of version 0 follow from no event. They are applied only when a task is settled again.</summary>
        private const long BeforeAll = -1;

        public static Due Of(StoredTask stored, bool isAgain) =>
            isAgain ? new Due(BeforeAll, 0, new HashSet<string>()) : new Due(stored.SettledVersion, stored.SettledVersion, new HashSet<string>()).With(stored.Pending);

        public Due With(PendingEffects? pending) =>
            pending is null ? this : this with { From = Math.Min(From, pending.From), Keys = Keys.Concat(pending.Keys).ToHashSet(StringComparer.Ordinal) };
    }
}
