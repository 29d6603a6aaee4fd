using System.Collections.Concurrent;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>A user's open tasks at one moment. Derived data is computed once.</summary>
public sealed class WaitingList
{
    private readonly IReadOnlyList<Entry> _entries;
    private readonly ConcurrentDictionary<(TaskOrder Order, TaskGroup Group), Lazy<IReadOnlyList<Entry>>> _orders = new();
    private readonly Lazy<IReadOnlyDictionary<TaskKind, int>> _counts;

    /// <param name="rows">By due time, each with its row key.</param>
    internal WaitingList(IEnumerable<(string Key, TaskRow Row)> rows)
    {
        _entries = [.. rows.Select(row => new Entry(row.Key, row.Row))];
        _counts = new(() => Enum.GetValues<TaskKind>().ToDictionary(kind => kind, kind => _entries.Count(entry => entry.Row.Kind == kind)));
    }

    public int Count => _entries.Count;

    /// <summary>By due time.</summary>
    public IEnumerable<TaskRow> Rows => _entries.Select(entry => entry.Row);

    /// <summary>The number of each kind. Every kind has an entry.</summary>
    public IReadOnlyDictionary<TaskKind, int> Counts => _counts.Value;

    public IReadOnlyDictionary<AppId, int> CountsByApp(TaskKind kind) =>
        _entries.Where(entry => entry.Row.Kind == kind).CountBy(entry => entry.Row.App).ToDictionary();

    public TaskPage Page(TaskListQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var words = query.Search is { } search ? FoldedName.Fold(search) : null;
        var found = Ordered(query)
            .Where(entry => query.After is null || string.CompareOrdinal(entry.Place, query.After) > 0)
            .Where(entry => query.Wants(entry.Row, words, entry.SearchText))
            .Take(query.Limit + 1)
            .ToList();
        return new TaskPage([.. found.Take(query.Limit).Select(entry => entry.Row)], found.Count > query.Limit ? found[query.Limit - 1].Place : null);
    }

    private IReadOnlyList<Entry> Ordered(TaskListQuery query) => query.IsAsStored
        ? _entries
        : _orders.GetOrAdd((query.Order, query.Group), _ => new(() => [.. _entries.Select(entry => entry with { Place = query.PositionOf(entry.Row) }).OrderBy(entry => entry.Place, StringComparer.Ordinal)])).Value;

    /// <param name="Place">The sort key, at which a page can end.</param>
    private sealed record Entry(string Place, TaskRow Row)
    {
        /// <summary>The normalized text that a search matches.</summary>
        public string SearchText => field ??= TaskListQuery.SearchTextOf(Row);
    }
}
