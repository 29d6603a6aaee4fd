using System.Globalization;
using AccessReview.App.Links;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Slack;

/// <summary>What a button means: this decision, of this task, as it stood when the button was shown.</summary>
public sealed record DecisionValue(TaskId Task, int Generation, int Step, Decision Decision)
{
    public static DecisionValue Of(ReviewTask task, Decision decision) => new(task.Id, task.Generation, task.Step, decision);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Task}|{Generation}|{Step}|{DecisionNames.Of(Decision)}");

    /// <summary>Null: not one of ours.</summary>
    public static DecisionValue? Read(string? text) =>
        text?.Split('|') is [var task, var generation, var step, var decision]
        && TaskId.IsWellFormed(task)
        && int.TryParse(generation, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
        && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
        && DecisionNames.Read(decision) is { } verb
            ? new(TaskId.From(task), asked, place, verb)
            : null;
}
