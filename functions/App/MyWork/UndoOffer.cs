using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AccessReview.App.MyWork;

/// <summary>Decisions that were made together and can be undone together, as in a URL or a form.</summary>
/// <param name="Tasks">The numbers of the tasks, in increasing order.</param>
/// <param name="Step">The step that was decided; null: the tasks were at different steps.</param>
/// <param name="Until">When the first of the decisions takes effect.</param>
public sealed record UndoOffer(IReadOnlyList<int> Tasks, int? Step, DateTimeOffset Until)
{
    private const string TasksField = "undo-tasks";
    private const string StepField = "undo-step";
    private const string UntilField = "undo-until";

    private const int MaxTasks = 250;

    /// <summary>The fields of a URL or a form.</summary>
    public IEnumerable<(string Name, string Value)> Fields
    {
        get
        {
            yield return (TasksField, Write(Tasks));
            if (Step is { } step)
                yield return (StepField, step.ToString(CultureInfo.InvariantCulture));
            yield return (UntilField, Until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The line of the task in its list, if there is only one; see <see cref="DecideFromList.NameOf"/>.</summary>
    public string? Row => (Tasks, Step) is ([var only], { } step) ? string.Create(CultureInfo.InvariantCulture, $"{only}:{step}") : null;

    /// <param name="decided">The decided tasks, as named in the form, each with the end of its window; null: it took effect at once.</param>
    public static UndoOffer? Of(IEnumerable<(string Name, DateTimeOffset? Until)> decided)
    {
        var open = decided.Where(one => one.Until is not null).Select(one => (Parts: one.Name.Split(':'), Until: one.Until!.Value)).ToList(); // Filtered.
        if (open.Count == 0)
            return null;
        var steps = open.Select(one => int.Parse(one.Parts[1], CultureInfo.InvariantCulture)).Distinct().ToList();
        IReadOnlyList<int> tasks = [.. open.Select(one => int.Parse(one.Parts[0], CultureInfo.InvariantCulture)).Order()];
        return new UndoOffer(tasks, steps is [var step] ? step : null, open.Min(one => one.Until));
    }

    /// <summary>Returns null without an offer, or with an invalid one.</summary>
    public static UndoOffer? Read(IQueryCollection query) => Read(query[TasksField], query[StepField], query[UntilField]);

    /// <summary>Returns null without an offer, or with an invalid one.</summary>
    public static UndoOffer? Read(IFormCollection form) => Read(form[TasksField], form[StepField], form[UntilField]);

    private static UndoOffer? Read(StringValues tasks, StringValues step, StringValues until)
    {
        if (tasks is not [{ } numbers] || ReadTasks(numbers) is not { } read || until is not [{ } end] || ReadWhole(end) is not { } seconds)
            return null;
        return new UndoOffer(read, step is [{ } seen] ? ReadWhole(seen) : null, DateTimeOffset.FromUnixTimeSeconds(seconds));
    }

    // A URL is short, and numbers of a list are close to each other: the first number, then the differences.
    private static string Write(IReadOnlyList<int> tasks) =>
        string.Join('.', tasks.Select((number, index) => (number - (index == 0 ? 0 : tasks[index - 1])).ToString("x", CultureInfo.InvariantCulture)));

    private static IReadOnlyList<int>? ReadTasks(string text)
    {
        List<int> tasks = [];
        var number = 0L;
        foreach (var part in text.Split('.'))
        {
            if (tasks.Count == MaxTasks || !uint.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var difference) || difference == 0 || (number += difference) > int.MaxValue)
                return null;
            tasks.Add((int)number);
        }

        return tasks;
    }

    private static int? ReadWhole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
