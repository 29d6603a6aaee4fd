namespace AccessReview.App.Tasks.Effects;

/// <summary>
/// Applies one kind of effect of a task's events: rows of lists, the grant, the request, follow-up tasks, notifications. Effects
/// are independent: one that fails holds up no other, stays on record with its task and is tried again alone. To apply one twice
/// is to apply it once.
/// </summary>
public interface IEffectHandler
{
    /// <summary>The kind's name. It is stored with what is pending and shown in Operation: it never changes.</summary>
    string Name { get; }

    /// <summary>The kind's effects of these changes, in the order in which they are applied. Reads and writes nothing.</summary>
    IEnumerable<PlannedEffect> Plan(TaskChanges changes);
}

/// <param name="Key">Tells the effect from others of its kind; empty where a task has only one.</param>
/// <param name="Version">The event that it follows from; an effect that shows the newest state follows from the newest event.</param>
/// <param name="ApplyAsync">Applies it.</param>
public sealed record PlannedEffect(string Key, long Version, Func<CancellationToken, Task> ApplyAsync);
