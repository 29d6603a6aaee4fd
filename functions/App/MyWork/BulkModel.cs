using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.MyWork;

/// <summary>The selected tasks, before something is done with all of them.</summary>
/// <param name="Query">The list that they were selected in.</param>
/// <param name="Names">The tasks as named in the form, also those that are no longer open.</param>
/// <param name="Rows">Those that are still open, the highest risk first.</param>
public sealed record BulkModel(ListQuery Query, IReadOnlyList<string> Names, IReadOnlyList<TaskRow> Rows)
{
    /// <summary>The decision; null: they are reassigned.</summary>
    public Decision? Decision { get; init; }

    /// <summary>These stay open, because their access can only be removed.</summary>
    public IReadOnlyList<TaskRow> Impossible { get; init; } = [];

    /// <summary>These stay open, because their campaign has them decided one at a time.</summary>
    public IReadOnlyList<TaskRow> Alone { get; init; } = [];

    public bool IsReasonRequired { get; init; }

    /// <summary>The entered reason, which is kept.</summary>
    public string? Reason { get; init; }

    /// <summary>The entered last day of a certification, which is kept.</summary>
    public string? Until { get; init; }

    /// <summary>The entered compensating control of an exception, which is kept.</summary>
    public string? Control { get; init; }

    /// <summary>Why nothing was done yet.</summary>
    public string? Fault { get; init; }

    public required LocalTime Time { get; init; }

    /// <summary>The text to search people with.</summary>
    public string? Search { get; init; }

    /// <summary>The people to choose from.</summary>
    public IReadOnlyList<Candidate> People { get; init; } = [];

    /// <summary>The chosen person.</summary>
    public string? To { get; init; }

    public IReadOnlyList<TaskRow> High => [.. Rows.Where(row => row.Risk >= Risk.High)];
}

/// <summary>Reads the selected tasks of a form.</summary>
public sealed class BulkReader(TaskLists lists, ListReader reader, TimeProvider clock)
{
    /// <summary>To be decided together. Tasks that the decision is refused for are left out.</summary>
    public async Task<BulkModel> ReadAsync(Caller caller, ListQuery query, Decision decision, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var selected = await ReadAsync(caller, query, names, cancellationToken);
        var now = clock.GetUtcNow();
        var impossible = selected.Rows.Where(row => !SubjectRules.DecisionsOf(query.Kind, row.OnlyRemovalAt(now) is null).Contains(decision)).ToList();
        var alone = names.Count == 1 ? [] : selected.Rows.Except(impossible).Where(row => row.DecidesHighRiskAlone && row.Risk >= Risk.High).ToList();
        var rows = selected.Rows.Except(impossible).Except(alone).ToList();
        return selected with
        {
            Names = [.. names.Except(impossible.Concat(alone).Select(DecideFromList.NameOf))],
            Rows = rows,
            Impossible = impossible,
            Alone = alone,
            Decision = decision,
            IsReasonRequired = (await reader.ReasonsAsync(query.Kind, rows, cancellationToken)).Contains(decision),
        };
    }

    public async Task<BulkModel> ReadAsync(Caller caller, ListQuery query, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var open = await lists.OpenAsync(caller.Id, cancellationToken);
        return new BulkModel(query, names, [.. open.Rows.IntersectBy(names, DecideFromList.NameOf).OrderByDescending(row => row.Risk).ThenBy(row => row.SubjectName, StringComparer.CurrentCultureIgnoreCase)])
        {
            Time = new LocalTime(caller.User.TimeZone),
        };
    }
}
