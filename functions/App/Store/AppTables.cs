namespace AccessReview.App.Store;

/// <summary>
/// The app's tables. One class, so that a table's name stands in one place, and beside it the number of the shape that its
/// rows are written in: it goes up with whatever a row holds.
/// </summary>
/// <param name="open">Makes the client of a table, by its name and its rows' schema number.</param>
public sealed class AppTables(Func<string, int, AppTable> open)
{
    /// <summary>A partition a task: state, events, answers already given.</summary>
    public AppTable Tasks { get; } = open("Tasks", 3);

    /// <summary>A partition a person: one row for each task that they have or had; also the numbers' index.</summary>
    public AppTable TaskIndex { get; } = open("TaskIndex", 1);

    /// <summary>Tasks whose newest events are not settled yet, in 16 partitions.</summary>
    public AppTable Unsettled { get; } = open("Unsettled", 1);

    public AppTable Directory { get; } = open("Directory", 1);

    /// <summary>Changes of the directory whose tasks have not been visited yet, by when they are due.</summary>
    public AppTable Changes { get; } = open("Changes", 1);

    public AppTable Requests { get; } = open("Requests", 2);

    public AppTable Notifications { get; } = open("Notifications", 4);

    /// <summary>A partition a person: how they want to be told, and what is gathered to be told together.</summary>
    public AppTable Recipients { get; } = open("Recipients", 2);

    public AppTable Links { get; } = open("Links", 1);

    /// <summary>Sessions, sign-in links, keys that protect cookies.</summary>
    public AppTable SignIns { get; } = open("SignIns", 1);

    /// <summary>Answers to requests that carried an Idempotency-Key, and rate-limit counters.</summary>
    public AppTable Answers { get; } = open("Answers", 1);

    /// <summary>Heads of chains that wait for their digest, and how far the digests have come.</summary>
    public AppTable Audit { get; } = open("Audit", 1);

    /// <summary>Who of Slack is whom, which of its messages is about what, and when it may be asked again.</summary>
    public AppTable Slack { get; } = open("Slack", 1);

    /// <summary>Work that somebody was told will be done, until it is done, in 16 partitions.</summary>
    public AppTable Promises { get; } = open("Promises", 1);

    private IEnumerable<AppTable> All => [Tasks, TaskIndex, Unsettled, Directory, Changes, Requests, Notifications, Recipients, Links, SignIns, Answers, Audit, Slack, Promises];

    public Task CreateIfMissingAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(All.Select(table => table.CreateIfNotExistsAsync(cancellationToken)));
}
