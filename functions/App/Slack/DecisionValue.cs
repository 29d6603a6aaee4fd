using System.Globalization;
using AccessReview.App.Links;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Slack;

/// <summary>The value of a button that decides or undoes: the decision, and the task's generation and step when the button was shown.</summary>
public sealed record DecisionValue(TaskId Task, int Generation, int Step, Decision Decision)
{
    /// <summary>The version of the access when the button was shown.</summary>
    public int Seen { get; init; }

    public static DecisionValue Of(ReviewTask task, Decision decision) => new(task.Id, task.Generation, task.Step, decision) { Seen = task.AccessVersion };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Task}|{Generation}|{Step}|{DecisionNames.Of(Decision)}{(Seen == 0 ? "" : $"|{Seen}")}");

    /// <summary>Returns null if the text is not a valid button value.</summary>
    public static DecisionValue? Read(string? text) =>
        text?.Split('|') is [var task, var generation, var step, var decision, .. var more]
        && (more is [] ? 0 : more is [var last] && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1) is var seen and >= 0
        && TaskId.IsWellFormed(task)
        && int.TryParse(generation, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
        && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var stepNumber)
        && DecisionNames.Read(decision) is { } verb
            ? new(TaskId.From(task), asked, stepNumber, verb) { Seen = seen }
            : null;
}
