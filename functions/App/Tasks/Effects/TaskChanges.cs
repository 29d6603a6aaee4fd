using AccessReview.App.Directory;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Tasks.Effects;

/// <summary>The events of a task whose effects are not all applied.</summary>
/// <param name="Client">Starts and wakes orchestrations.</param>
/// <param name="Stored">The task as it is now.</param>
/// <param name="Settled">Effects of events up to this version are applied or pending. Later ones are new.</param>
/// <param name="Facts">The current directory.</param>
public sealed record TaskChanges(DurableTaskClient Client, StoredTask Stored, long Settled, DirectoryFacts Facts)
{
    /// <summary>Effects come from the events after this version; 0: all events.</summary>
    public required long From { get; init; }

    /// <summary>The effects of events after this version wait, because the decision can still be undone; null: none waits.</summary>
    public long? HeldAfter { get; init; }

    public bool IsPending => HeldAfter is not null;

    /// <summary>The state at <see cref="From"/> and all later ones, oldest first, without those inside a commit, which nobody has seen.</summary>
    public required IReadOnlyList<ReviewTask> States { get; init; }

    /// <summary>The effects of the events after <see cref="From"/>.</summary>
    public required IReadOnlyList<CausedEffect> Effects { get; init; }

    /// <summary>The grant that the task is about, as it was read with the facts; null: there is none. A write is checked against its ETag.</summary>
    internal StoredGrant? Grant { get; init; }

    public ReviewTask Task => Stored.Task;

    /// <summary>The effects of one type, each with its event.</summary>
    public IEnumerable<(StoredEvent Cause, ReviewTask After, T Effect)> Of<T>()
        where T : Effect => Effects.Where(caused => caused.Effect is T).Select(caused => (caused.Cause, caused.After, (T)caused.Effect));

    public static TaskChanges Of(DurableTaskClient client, TaskHistory history, long from, long settled, DirectoryFacts facts)
    {
        var (stored, events) = history;
        List<ReviewTask> states = [];
        List<CausedEffect> effects = [];
        HashSet<UserId> commenters = [];
        ReviewTask? before = null;
        // Events after the loaded state belong to the next run.
        var known = events.TakeWhile(cause => cause.Version <= stored.Task.Version).ToList();
        var undone = UndoneEvents.VersionsIn(known.Select(cause => cause.Event));
        foreach (var (index, cause) in known.Index())
        {
            var after = before is null ? ReviewTask.From((TaskEvent.TaskOpened)cause.Event) : before.Evolve(cause.Event);
            if (cause.Version > from && !undone.Contains(cause.Version))
                effects.AddRange(Settlement.Of(before, cause.Event, after, facts, commenters).Select(effect => new CausedEffect(cause, after, effect)));
            if (cause.Version >= from && (index + 1 == known.Count || known[index + 1].Operation != cause.Operation))
                states.Add(after);
            if (cause.Event is TaskEvent.Commented { By.User: { } commenter })
                commenters.Add(commenter);
            before = after;
        }

        return new TaskChanges(client, stored, settled, facts) { From = from, States = states, Effects = effects };
    }
}

/// <param name="Cause">The event.</param>
/// <param name="After">The task after the event.</param>
/// <param name="Effect">The effect.</param>
public sealed record CausedEffect(StoredEvent Cause, ReviewTask After, Effect Effect);
