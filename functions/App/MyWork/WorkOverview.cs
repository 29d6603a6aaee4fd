using AccessReview.App.Pages.Charts;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>How far a user is with their tasks, in numbers for charts.</summary>
/// <param name="Done">The tasks completed in the last <see cref="Days"/> days, by anybody.</param>
/// <param name="Open">The open tasks.</param>
public sealed record WorkOverview(CompletedCount Done, IReadOnlyList<TaskRow> Open)
{
    /// <summary>Work that was completed longer ago says nothing about how far somebody is today.</summary>
    public const int Days = 30;

    /// <summary>With more apps the chart would be longer than the list.</summary>
    private const int MaxApps = 6;

    public int Left => Open.Count;

    public bool IsEmpty => Left == 0 && Done.Count == 0;

    public string Text => Done.IsMore
        ? Say($"More than {Done.Count:N0} completed in the last {Days} days, {Left:N0} left.")
        : Say($"{Done.Count:N0} completed in the last {Days} days, {Left:N0} left.");

    /// <summary>The apps with the most open tasks, and one bar for all others. Empty: all tasks are about one app.</summary>
    /// <param name="list">The list that a bar leads to; null: none.</param>
    public IReadOnlyList<CountBar> ByApp(ListQuery? list)
    {
        var apps = Open.GroupBy(row => row.App)
            .Select(app => new CountBar(app.First().AppName, app.Count(), list is null ? null : (list with { App = app.Key }).Path))
            .OrderByDescending(app => app.Count).ThenBy(app => app.Name, StringComparer.CurrentCultureIgnoreCase).ToList();
        return apps.Count switch
        {
            1 => [],
            <= MaxApps => apps,
            _ => [.. apps.Take(MaxApps - 1), new CountBar(Say($"{apps.Count - MaxApps + 1:N0} other apps"), apps.Skip(MaxApps - 1).Sum(app => app.Count))],
        };
    }

    /// <summary>The number of open tasks of each risk, highest first. Empty: there are no tasks.</summary>
    /// <param name="list">The list that a bar leads to; null: none.</param>
    public IReadOnlyList<CountBar> ByRisk(ListQuery? list)
    {
        var counts = Open.CountBy(row => row.Risk).ToDictionary();
        return Open.Count == 0 ? [] : [.. Enum.GetValues<Risk>().OrderDescending().Select(risk => Bar(risk, counts.GetValueOrDefault(risk), list))];
    }

    private static CountBar Bar(Risk risk, int count, ListQuery? list) =>
        new(TaskText.Name(risk), count, list is null || count == 0 ? null : (list with { Risk = risk }).Path);
}

/// <summary>Reads the overview of a list, or of all lists of a user.</summary>
public sealed class OverviewReader(TaskLists lists, TimeProvider clock)
{
    /// <param name="open">The user's open tasks.</param>
    /// <param name="kind">Null: all kinds.</param>
    /// <param name="app">Null: all apps.</param>
    public async Task<WorkOverview> ReadAsync(UserId person, WaitingList open, TaskKind? kind, AppId? app, CancellationToken cancellationToken)
    {
        var query = new TaskListQuery(kind, true, 0) { App = app };
        var done = await lists.CountCompletedAsync(person, query, clock.GetUtcNow() - TimeSpan.FromDays(WorkOverview.Days), cancellationToken);
        return new WorkOverview(done, [.. open.Rows.Where(row => (kind is null || row.Kind == kind) && (app is null || row.App == app))]);
    }
}
