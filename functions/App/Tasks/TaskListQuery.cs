using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

public enum TaskOrder
{
    /// <summary>Earliest due time first.</summary>
    Due,

    /// <summary>Newest first.</summary>
    Created,

    Person,
    Entitlement,

    /// <summary>Highest first.</summary>
    Risk,

    Number,
}

/// <summary>How a list is grouped. Within a group the order applies.</summary>
public enum TaskGroup
{
    None,
    App,
    Person,
    Entitlement,

    /// <summary>By what has changed since the last certification: new access first, then changed, then unchanged.</summary>
    Change,
}

/// <summary>Which of a user's tasks to list, and in which order.</summary>
/// <param name="Kind">Only this kind; null: all.</param>
/// <param name="Completed">True: completed tasks, latest first. False: open tasks.</param>
/// <param name="Limit">The maximum number of rows of a page.</param>
public sealed record TaskListQuery(TaskKind? Kind, bool Completed, int Limit)
{
    /// <summary>Only this app; null: all.</summary>
    public AppId? App { get; init; }

    public Risk? Risk { get; init; }

    /// <summary>Only tasks with this hint; null: with and without hints. Completed tasks have no hints.</summary>
    public EvidenceHint? Hint { get; init; }

    /// <summary>Only tasks about new, changed or unchanged access; null: all.</summary>
    public DeltaKind? Change { get; init; }

    /// <summary>When hints are judged; required with <see cref="Hint"/>.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Only tasks about this user; null: about any user.</summary>
    public UserId? Subject { get; init; }

    /// <summary>Only tasks of this campaign; null: of all and of none.</summary>
    public CampaignId? Campaign { get; init; }

    /// <summary>Prefixes of words in the user, account, entitlement or app name, or the task's number.</summary>
    public string? Search { get; init; }

    /// <summary>Ignored for completed tasks, which have their own order.</summary>
    public TaskOrder Order { get; init; }

    public TaskGroup Group { get; init; }

    /// <summary>The end of the previous page; null: the first page.</summary>
    public string? After { get; init; }

    internal bool IsAsStored => Completed || (Order == TaskOrder.Due && Group == TaskGroup.None);

    /// <summary>A page needs only a bounded read of the stored rows.</summary>
    internal bool IsBounded => Completed || RowsAtOnce is not null;

    /// <summary>The number of rows to read at once, if every row read is shown; null: unknown.</summary>
    internal int? RowsAtOnce => IsAsStored && Search is null && Risk is null && Hint is null && Change is null && Subject is null && Campaign is null && Limit > 0 ? Limit + 1 : null;

    /// <param name="row">A row of the list.</param>
    /// <param name="words">The normalized search text; null: none.</param>
    /// <param name="wordsOfRow">The row's normalized search text; null: not computed yet.</param>
    internal bool Wants(TaskRow row, string? words, string? wordsOfRow) =>
        (Kind is null || row.Kind == Kind)
        && (App is null || row.App == App)
        && (Subject is null || row.SubjectUser == Subject)
        && (Campaign is null || row.Campaign == Campaign)
        && (Risk is null || row.Risk == Risk)
        && (Change is null || row.Delta?.Change == Change)
        && (Hint is not { } hint || row.HintsAt(Now).Contains(hint))
        && (Search is null || IsNumberOf(row, Search) || (words is { Length: > 0 } && FoldedName.Matches(wordsOfRow ?? SearchTextOf(row), words)));

    internal static string SearchTextOf(TaskRow row) => FoldedName.Fold($"{row.SubjectName} {row.Account} {row.Login} {row.EntitlementName} {row.AppName}");

    /// <summary>A sort key in this query's order. It is stable for a row, so that a page can end at it.</summary>
    internal string PositionOf(TaskRow row)
    {
        var group = Group switch
        {
            TaskGroup.App => FoldedName.Fold(row.AppName),
            TaskGroup.Person => $"{FoldedName.Fold(row.SubjectName)} {row.SubjectUser}",
            TaskGroup.Entitlement => $"{FoldedName.Fold(row.EntitlementName)} {row.Entitlement}",
            TaskGroup.Change => TaskRow.RankOf(row.Delta) is { Length: > 0 } rank ? rank : "9",
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
        return $"{group}\n{order}\n{RowKey.Of(row.DueAt)}\n{TaskRow.RankOf(row.Delta)}{row.Id}";
    }

    private static bool IsNumberOf(TaskRow row, string search) =>
        int.TryParse(search.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && row.Number == number;
}
