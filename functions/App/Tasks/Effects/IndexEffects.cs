namespace AccessReview.App.Tasks.Effects;

/// <summary>Updates the rows of all indexes to the task's newest state.</summary>
internal sealed class IndexEffects(TaskIndex index) : IEffectHandler
{
    public string Name => "lists";

    public IEnumerable<PlannedEffect> Plan(TaskChanges changes)
    {
        // The number is written with the first event and never changes.
        if (changes.From == 0)
            yield return new("number", 1, token => index.NumberAsync(changes.Task, token));
        yield return new("rows", changes.Task.Version, token => index.ProjectAsync(changes.States, TaskToday.Of(changes.Task, changes.Facts), token));
    }
}
