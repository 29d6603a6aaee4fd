using static AccessReview.App.Text.Language;

namespace AccessReview.App.Tasks.Effects;

/// <summary>Updates the rows of all indexes to the task's newest state.</summary>
internal sealed class IndexEffects(TaskIndex index, TaskTodayReader todays) : IEffectHandler
{
    public string Name => "lists";

    public string Title => Say($"the lists");

    public IEnumerable<PlannedEffect> Plan(TaskChanges changes)
    {
        // The number is written before the first event and never changes, so only settling again writes it.
        if (changes.From == 0)
            yield return new("number", 0, token => index.NumberAsync(changes.Task.Number, changes.Task.Id, token)) { IsAtOnce = true };
        yield return new("rows", changes.Task.Version, async token =>
            await index.ProjectAsync(changes.From == 0, changes.States, await todays.ReadAsync(changes.Task, changes.Facts, token) with { IsPending = changes.IsPending }, token))
        {
            IsAtOnce = true,
        };
    }
}
