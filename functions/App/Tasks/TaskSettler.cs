using AccessReview.App.Directory;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Tasks;

/// <summary>
/// Applies the effects of a task's new events, all kinds in parallel. Failed ones are stored as pending. After a crash
/// all of them are applied again, which is harmless.
/// </summary>
public sealed class TaskSettler(TaskStore store, UnsettledMarks marks, DirectoryFactsReader directory, IEnumerable<IEffectHandler> handlers, TimeProvider clock)
{
    private readonly IReadOnlyList<IEffectHandler> _handlers = [.. handlers];

    /// <summary>Returns the task and what is still pending; null: there is no such task.</summary>
    public Task<SettledTask?> SettleAsync(DurableTaskClient client, TaskId id, CancellationToken cancellationToken) =>
        SettleAsync(client, id, clock.GetUtcNow(), cancellationToken);

    /// <param name="now">The orchestration's time, so that it does not end before the last decision takes effect.</param>
    public Task<SettledTask?> SettleAsync(DurableTaskClient client, TaskId id, DateTimeOffset now, CancellationToken cancellationToken) =>
        SettleAsync(client, id, now, false, cancellationToken);

    /// <summary>Applies the effects of the whole history again.</summary>
    public Task<SettledTask?> SettleAgainAsync(DurableTaskClient client, TaskId id, CancellationToken cancellationToken) =>
        SettleAsync(client, id, clock.GetUtcNow(), true, cancellationToken);

    private async Task<SettledTask?> SettleAsync(DurableTaskClient client, TaskId id, DateTimeOffset now, bool isAgain, CancellationToken cancellationToken)
    {
        Due? due = null;
        while (true)
        {
            if (await store.LoadHistoryAsync(id, cancellationToken) is not { Stored: var stored } history)
                return null;

            // After a lost race, rows written here may be older than the winner's. Start again from where this run began.
            due = due?.With(stored.Pending) ?? Due.Of(stored, isAgain);
            if (stored.IsHeld(now))
            {
                if (await ApplyAtOnceAsync(client, history, due, cancellationToken) is { } held)
                    return held;
                continue;
            }

            // Nothing leaves the system before it is certain that the decision can no longer be undone.
            if (stored is { Task.Undo: not null, IsReleased: false })
            {
                if (await store.ReleaseAsync(stored, cancellationToken) is not { } released)
                    continue;
                (stored, history) = (released, history with { Stored = released });
            }

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

    /// <summary>
    /// Applies what does not wait until the last decision takes effect. The task stays unsettled, so that the rest follows even after a
    /// crash. Returns null if the task changed meanwhile: then what was written may be out of date.
    /// </summary>
    private async Task<SettledTask?> ApplyAtOnceAsync(DurableTaskClient client, TaskHistory history, Due due, CancellationToken cancellationToken)
    {
        var task = history.Stored.Task;
        // The decision and later events wait.
        var (pending, failure) = await ApplyAsync(client, history, due with { HeldAfter = task.Undo!.Version - 1 }, cancellationToken); // Held: not null.
        if (!await store.IsUnchangedAsync(history.Stored, cancellationToken))
            return null;
        if (pending is not null)
            await marks.NoteAsync(task.Id, task.Version, pending.Handlers, cancellationToken);
        return new SettledTask(task, pending, failure);
    }

    private async Task<(PendingEffects? Pending, Exception? Failure)> ApplyAsync(DurableTaskClient client, TaskHistory history, Due due, CancellationToken cancellationToken)
    {
        var stored = history.Stored;
        if (due.Settled >= stored.Task.Version && due.Keys.Count == 0)
            return (null, null);

        var (facts, grant) = await directory.ReadWithGrantAsync(stored.Task.Subject, stored.Task.Assignees.SelectMany(assignee => assignee.People), cancellationToken);
        var changes = TaskChanges.Of(client, history, due.From, due.Settled, facts) with { Grant = grant, HeldAfter = due.HeldAfter };
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
            if ((effect.Version <= due.Settled && !due.Keys.Contains(key)) || (effect.Version > due.HeldAfter && !effect.IsAtOnce))
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

        /// <summary>Effects of events after this version wait, except those that are applied at once; null: none waits.</summary>
        public long? HeldAfter { get; init; }

        public static Due Of(StoredTask stored, bool isAgain) =>
            isAgain ? new Due(BeforeAll, 0, new HashSet<string>()) : new Due(stored.SettledVersion, stored.SettledVersion, new HashSet<string>()).With(stored.Pending);

        public Due With(PendingEffects? pending) =>
            pending is null ? this : this with { From = Math.Min(From, pending.From), Keys = Keys.Concat(pending.Keys).ToHashSet(StringComparer.Ordinal) };
    }
}
