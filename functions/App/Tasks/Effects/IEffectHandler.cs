namespace AccessReview.App.Tasks.Effects;

/// <summary>
/// Applies one kind of effect of a task's events: index rows, the grant, the request, follow-up tasks, notifications.
/// Effects are independent: a failed one does not block others. It is stored with its task and retried alone. Applying
/// an effect twice has the same result as once.
/// </summary>
public interface IEffectHandler
{
    /// <summary>The kind's name. It is stored with pending effects and shown in Operation, so it must not change.</summary>
    string Name { get; }

    /// <summary>What the kind's effects change, for operators, in the reader's language.</summary>
    string Title { get; }

    /// <summary>The effects of these changes, in the order of application within each lane. This method reads and writes nothing.</summary>
    IEnumerable<PlannedEffect> Plan(TaskChanges changes);
}

/// <param name="Key">Distinguishes the effect from others of its kind; empty: the task has only one.</param>
/// <param name="Version">The event that it follows from. An effect that shows the newest state follows from the newest event.</param>
/// <param name="ApplyAsync">Applies the effect.</param>
public sealed record PlannedEffect(string Key, long Version, Func<CancellationToken, Task> ApplyAsync)
{
    /// <summary>Effects of one lane are applied one after the other, lanes in parallel.</summary>
    public string Lane { get; init; } = "";

    /// <summary>
    /// True: it is applied although the decision can still be undone, because only the decider and lists show it. False: it waits
    /// until the decision takes effect.
    /// </summary>
    public bool IsAtOnce { get; init; }
}
