using AccessReview.App.Http;
using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>
/// One row for each directory change whose tasks must still be visited. The row is written before the change is committed
/// and released after it. If the process crashes in between, the row becomes due automatically.
/// </summary>
public sealed class ChangeMarks(AppTables tables, TimeProvider clock)
{
    /// <summary>After this time an announced change is assumed to be abandoned or slow.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>Longer than the function timeout (host.json): a change that was announced this long ago can no longer be committed.</summary>
    public static readonly TimeSpan LongestCommit = TimeSpan.FromMinutes(15);

    private const string Partition = "mark";

    // A property holds 32,000 characters, and identifiers can be long.
    private const int MaxCharacters = 16_000;
    private const int PeopleOfOneConcern = 50;

    /// <summary>Writes what a change affects. Writes nothing if it affects no task.</summary>
    /// <returns>The marks to release after the change is committed.</returns>
    public async Task<IReadOnlyList<ChangeMark>> AnnounceAsync(IEnumerable<ConcernAt> concerns, CancellationToken cancellationToken)
    {
        List<ChangeMark> announced = [];
        var now = clock.GetUtcNow();
        foreach (var group in concerns.Distinct().GroupBy(concern => concern.At))
        {
            foreach (var part in Parts(Together(group.Select(concern => concern.Concern))))
            {
                // If an absence is not committed, its mark still becomes due; the visit then has nothing to do.
                var mark = new ChangeMark($"{Guid.CreateVersion7():N}", group.Key ?? now + Timeout, part) { AnnouncedAt = now, IsReleased = group.Key is not null };
                await tables.Changes.AddEntityAsync(RowOf(mark), cancellationToken);
                if (!mark.IsReleased)
                    announced.Add(mark);
            }
        }

        return announced;
    }

    /// <summary>Call after the change is committed: its tasks can be visited from now on.</summary>
    public async Task ReleaseAsync(IReadOnlyList<ChangeMark> announced, CancellationToken cancellationToken)
    {
        foreach (var mark in announced)
            await MoveAsync(mark, mark with { Due = clock.GetUtcNow(), IsReleased = true }, cancellationToken);
    }

    /// <summary>The due marks, oldest first.</summary>
    public async Task<IReadOnlyList<ChangeMark>> DueAsync(int max, CancellationToken cancellationToken)
    {
        List<ChangeMark> due = [];
        var behind = $"{RowKey.Of(clock.GetUtcNow())}|~";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {behind}");
        await foreach (var row in tables.Changes.QueryAsync<TableEntity>($"{filter} and {tables.Changes.Readable}", max, cancellationToken: cancellationToken))
        {
            due.Add(ChangeMark.Of(row));
            if (due.Count == max)
                break;
        }

        return due;
    }

    /// <summary>True if the mark still exists.</summary>
    public async Task<bool> IsThereAsync(string id, CancellationToken cancellationToken) =>
        await tables.Changes.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), select: ["RowKey"], cancellationToken: cancellationToken)
            .AnyAsync(row => row.RowKey.EndsWith($"|{id}", StringComparison.Ordinal), cancellationToken);

    /// <summary>Saves the progress of the visits.</summary>
    public Task SaveAsync(ChangeMark mark, CancellationToken cancellationToken) =>
        tables.Changes.UpsertEntityAsync(RowOf(mark), TableUpdateMode.Replace, cancellationToken);

    public Task PostponeAsync(ChangeMark mark, DateTimeOffset due, CancellationToken cancellationToken) => MoveAsync(mark, mark with { Due = due }, cancellationToken);

    /// <summary>All visits are done. A mark whose change may still be committed is visited once more later.</summary>
    public Task FinishAsync(ChangeMark mark, CancellationToken cancellationToken) =>
        mark.IsReleased || mark.AnnouncedAt + LongestCommit <= clock.GetUtcNow()
            ? tables.Changes.DeleteEntityAsync(Partition, KeyOf(mark), cancellationToken: cancellationToken)
            : MoveAsync(mark, mark with { Due = mark.AnnouncedAt + LongestCommit, Place = 0, After = null }, cancellationToken);

    private async Task MoveAsync(ChangeMark from, ChangeMark to, CancellationToken cancellationToken)
    {
        if (KeyOf(from) == KeyOf(to))
        {
            await SaveAsync(to, cancellationToken);
            return;
        }

        await tables.Changes.UpsertEntityAsync(RowOf(to), TableUpdateMode.Replace, cancellationToken);
        await tables.Changes.DeleteEntityAsync(Partition, KeyOf(from), cancellationToken: cancellationToken);
    }

    private static string KeyOf(ChangeMark mark) => $"{RowKey.Of(mark.Due)}|{mark.Id}";

    private static TableEntity RowOf(ChangeMark mark) => new(Partition, KeyOf(mark))
    {
        ["Concerns"] = RowJson.Write(mark.Concerns),
        ["AnnouncedAt"] = mark.AnnouncedAt,
        ["IsReleased"] = mark.IsReleased,
        ["Place"] = mark.Place,
        ["After"] = mark.After,
        ["Failures"] = mark.Failures,
        ["Tries"] = mark.Tries,
    };

    /// <summary>Combines all users who may become assignees into one concern, because the same tasks are visited for all of them.</summary>
    private static IEnumerable<Concern> Together(IEnumerable<Concern> concerns)
    {
        List<string> eligible = [];
        foreach (var concern in concerns)
        {
            if (concern.Kind == ConcernKind.Lacking)
                eligible.Add(concern.Id);
            else
                yield return concern;
        }

        foreach (var part in eligible.Chunk(PeopleOfOneConcern))
            yield return new Concern(ConcernKind.Lacking, string.Join('\n', part));
    }

    private static IEnumerable<IReadOnlyList<Concern>> Parts(IEnumerable<Concern> concerns)
    {
        var (part, characters) = (new List<Concern>(), 0);
        foreach (var concern in concerns)
        {
            var size = concern.Id.Length + (concern.Other?.Length ?? 0) + 40;
            if (part.Count > 0 && characters + size > MaxCharacters)
            {
                yield return part;
                (part, characters) = ([], 0);
            }

            part.Add(concern);
            characters += size;
        }

        if (part.Count > 0)
            yield return part;
    }
}

/// <param name="Id">Stays the same when the mark is moved.</param>
/// <param name="Due">When its tasks are to be visited.</param>
/// <param name="Concerns">In the order of the visits.</param>
public sealed record ChangeMark(string Id, DateTimeOffset Due, IReadOnlyList<Concern> Concerns)
{
    public DateTimeOffset AnnouncedAt { get; init; }

    /// <summary>True: the change is committed.</summary>
    public bool IsReleased { get; init; }

    /// <summary>The index of the concern that is being visited.</summary>
    public int Place { get; init; }

    /// <summary>The index row of that concern that was visited last; null: none yet.</summary>
    public string? After { get; init; }

    /// <summary>The number of tasks that could not be visited in this pass.</summary>
    public int Failures { get; init; }

    /// <summary>The number of failed passes.</summary>
    public int Tries { get; init; }

    internal static ChangeMark Of(TableEntity row)
    {
        var key = row.RowKey.Split('|');
        return new ChangeMark(key[1], new DateTimeOffset(long.Parse(key[0], System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero), RowJson.Read<IReadOnlyList<Concern>>(row.GetString("Concerns")))
        {
            AnnouncedAt = row.GetDateTimeOffset("AnnouncedAt") ?? default,
            IsReleased = row.GetBoolean("IsReleased") ?? false,
            Place = row.GetInt32("Place") ?? 0,
            After = row.GetString("After"),
            Failures = row.GetInt32("Failures") ?? 0,
            Tries = row.GetInt32("Tries") ?? 0,
        };
    }
}
