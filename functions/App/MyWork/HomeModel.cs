using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.MyWork;

/// <summary>The reader's open tasks in brief.</summary>
public sealed record HomeModel
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>The kinds with open tasks, in the menu's order.</summary>
    public required IReadOnlyList<(TaskKind Kind, int Count)> Kinds { get; init; }

    /// <summary>How many are past their due time.</summary>
    public required int Overdue { get; init; }

    /// <summary>How many are due within a week.</summary>
    public required int ThisWeek { get; init; }

    /// <summary>Tasks about the same access, earliest due time first.</summary>
    public required IReadOnlyList<HomeGroup> Groups { get; init; }

    /// <summary>How many tasks are in groups that are not shown.</summary>
    public required int More { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <param name="open">Earliest due time first.</param>
    /// <param name="maxGroups">The maximum number of groups.</param>
    public static HomeModel Of(IReadOnlyList<TaskRow> open, int maxGroups, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(open);
        var groups = open.GroupBy(task => (task.Kind, task.Entitlement)).Select(same => new HomeGroup([.. same])).ToList();
        return new HomeModel
        {
            Kinds = [.. TaskKindPaths.All.Select(kind => (kind, open.Count(task => task.Kind == kind))).Where(kind => kind.Item2 > 0)],
            Overdue = open.Count(task => task.DueAt <= now),
            ThisWeek = open.Count(task => task.DueAt > now && task.DueAt <= now + Week),
            Groups = [.. groups.Take(maxGroups)],
            More = groups.Skip(maxGroups).Sum(group => group.Tasks.Count),
            Now = now,
        };
    }
}

/// <summary>Open tasks of one kind about one access, earliest due time first.</summary>
public sealed record HomeGroup(IReadOnlyList<TaskRow> Tasks)
{
    public TaskRow First => Tasks[0];

    public Risk Risk => Tasks.Max(task => task.Risk);

    /// <summary>The task, or the list with these tasks.</summary>
    public string Path => Tasks.Count == 1
        ? Pages.TaskPaths.Path(First.Number)
        : new ListQuery(First.Kind, false) { App = First.App, Search = First.EntitlementName }.Path;
}
