using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

public enum TaskOrder
{
    /// <summary>What is due first, first.</summary>
    Due,

    /// <summary>The newest first.</summary>
    Created,

    Person,
    Entitlement,

    /// <summary>The highest first.</summary>
    Risk,

    Number,
}

/// <summary>What stands together in a list; within a group the order counts.</summary>
public enum TaskGroup
{
    None,
    App,
    Person,
    Entitlement,
}

/// <summary>Which of somebody's tasks to list, in which order.</summary>
/// <param name="Kind">Only this kind; null: all.</param>
/// <param name="Completed">The completed ones, latest first, instead of those that wait.</param>
/// <param name="Limit">The most rows of a page.</param>
public sealed record TaskListQuery(TaskKind? Kind, bool Completed, int Limit)
{
    /// <summary>Only this app; null: all.</summary>
    public AppId? App { get; init; }

    public Risk? Risk { get; init; }

    /// <summary>Only tasks about this person; null: about anybody.</summary>
    public UserId? Subject { get; init; }

    /// <summary>Words that the person, the account, the access or the app begins with, or the task's number.</summary>
    public string? Search { get; init; }

    /// <summary>Completed ones keep their own order.</summary>
    public TaskOrder Order { get; init; }

    public TaskGroup Group { get; init; }

    /// <summary>Where the page before ended.</summary>
    public string? After { get; init; }

    internal bool IsAsStored => Completed || (Order == TaskOrder.Due && Group == TaskGroup.None);

    /// <summary>A page of it is a bounded read of the stored rows.</summary>
    internal bool IsBounded => Completed || RowsAtOnce is not null;

    /// <summary>No more rows are asked for than are shown, where it is known which will be.</summary>
    internal int? RowsAtOnce => IsAsStored && Search is null && Risk is null && Subject is null && Limit > 0 ? Limit + 1 : null;

    /// <param name="row">A row of the list.</param>
    /// <param name="words">The folded search; null: none.</param>
    /// <param name="wordsOfRow">What the search looks through, where it is known already.</param>
    internal bool Wants(TaskRow row, string? words, string? wordsOfRow) =>
        (Kind is null || row.Kind == Kind)
        && (App is null || row.App == App)
        && (Subject is null || row.SubjectUser == Subject)
        && (Risk is null || row.Risk == Risk)
        && (Search is null || IsNumberOf(row, Search) || (words is { Length: > 0 } && FoldedName.Matches(wordsOfRow ?? WordsOf(row), words)));

    internal static string WordsOf(TaskRow row) => FoldedName.Fold($"{row.SubjectName} {row.Account} {row.EntitlementName} {row.AppName}");

    /// <summary>Sorts as this query wants it, and the same row always to the same place: a page may end at it.</summary>
    internal string PlaceOf(TaskRow row)
    {
        var group = Group switch
        {
            TaskGroup.App => FoldedName.Fold(row.AppName),
            TaskGroup.Person => $"{FoldedName.Fold(row.SubjectName)} {row.SubjectUser}",
            TaskGroup.Entitlement => $"{FoldedName.Fold(row.EntitlementName)} {row.Entitlement}",
            TaskGroup.None or _ => "",
        };
        var order = Order switch
        {
            TaskOrder.Created => RowKey.LatestFirst(row.OpenedAt),
            TaskOrder.Person => FoldedName.Fold(row.SubjectName),
            TaskOrder.Entitlement => FoldedName.Fold(row.EntitlementName),
            TaskOrder.Risk => ((int)Domain.Directory.Risk.Critical - (int)row.Risk).ToString(CultureInfo.InvariantCulture),
            TaskOrder.Number => row.Number.ToString("D10", CultureInfo.InvariantCulture),
            TaskOrder.Due or _ => "",
        };
        return $"{group}\n{order}\n{RowKey.Of(row.DueAt)}\n{row.Id}";
    }

    private static bool IsNumberOf(TaskRow row, string search) =>
        int.TryParse(search.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && row.Number == number;
}
