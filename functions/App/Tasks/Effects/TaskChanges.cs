using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Tasks.Effects;

/// <summary>What happened to a task, as far as its effects are not all applied.</summary>
/// <param name="Client">Starts and wakes orchestrations.</param>
/// <param name="Stored">The task as it is now.</param>
/// <param name="Settled">The effects of later events are new; those of this one and of earlier ones were applied or are pending.</param>
/// <param name="Facts">The directory as it is now.</param>
public sealed record TaskChanges(DurableTaskClient Client, StoredTask Stored, long Settled, DirectoryFacts Facts)
{
    /// <summary>Effects are read from the events after this one: 0 is all of them.</summary>
    public required long From { get; init; }

    /// <summary>The state at <see cref="From"/> and every later one, the oldest first.</summary>
    public required IReadOnlyList<ReviewTask> States { get; init; }

    /// <summary>What the rules derive from the events after <see cref="From"/>.</summary>
    public required IReadOnlyList<CausedEffect> Effects { get; init; }

    public ReviewTask Task => Stored.Task;

    /// <summary>The effects of one type, each with its cause.</summary>
    public IEnumerable<(StoredEvent Cause, ReviewTask After, T Effect)> Of<T>()
        where T : Effect => Effects.Where(caused => caused.Effect is T).Select(caused => (caused.Cause, caused.After, (T)caused.Effect));

    /// <param name="events">The task's history from its first event.</param>
    public static TaskChanges Of(DurableTaskClient client, StoredTask stored, IReadOnlyList<StoredEvent> events, long from, long settled, DirectoryFacts facts)
    {
        List<ReviewTask> states = [];
        List<CausedEffect> effects = [];
        HashSet<UserId> commenters = [];
        ReviewTask? before = null;
        // Events behind the loaded state belong to the next run.
        foreach (var cause in events.TakeWhile(cause => cause.Version <= stored.Task.Version))
        {
            var after = before is null ? ReviewTask.From((TaskEvent.TaskOpened)cause.Event) : before.Evolve(cause.Event);
            if (cause.Version > from)
                effects.AddRange(Settlement.Of(before, cause.Event, after, facts, commenters).Select(effect => new CausedEffect(cause, after, effect)));
            if (cause.Version >= from)
                states.Add(after);
            if (cause.Event is TaskEvent.Commented { By.User: { } commenter })
                commenters.Add(commenter);
            before = after;
        }

        return new TaskChanges(client, stored, settled, facts) { From = from, States = states, Effects = effects };
    }
}

/// <param name="Cause">The event.</param>
/// <param name="After">The task as the event left it.</param>
/// <param name="Effect">What follows from it.</param>
public sealed record CausedEffect(StoredEvent Cause, ReviewTask After, Effect Effect);
