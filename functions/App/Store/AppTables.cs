namespace AccessReview.App.Store;

/// <summary>
/// The app's tables, each with its name and the schema number of its rows. The number increases with each change of a
/// row's content.
/// </summary>
/// <param name="open">Creates the client of a table, from its name and schema number.</param>
/// <param name="own">The tables that only one folder uses.</param>
public sealed class AppTables(Func<string, int, AppTable> open, IEnumerable<OwnTable> own)
{
    private readonly Dictionary<OwnTable, AppTable> _own = own.ToDictionary(table => table, table => open(table.Name, table.Schema));

    /// <summary>One partition per task: its state and events.</summary>
    public AppTable Tasks { get; } = open("Tasks", 6);

    /// <summary>One partition per user, with one row for each task that they have or had; also the index of task numbers.</summary>
    public AppTable TaskIndex { get; } = open("TaskIndex", 1);

    /// <summary>Tasks whose newest events are not settled yet, in 16 partitions.</summary>
    public AppTable Unsettled { get; } = open("Unsettled", 1);

    public AppTable Directory { get; } = open("Directory", 1);

    /// <summary>Changes of the directory whose tasks have not been visited yet, by due time.</summary>
    public AppTable Changes { get; } = open("Changes", 1);

    public AppTable Requests { get; } = open("Requests", 3);

    public AppTable Notifications { get; } = open("Notifications", 5);

    /// <summary>One partition per user: their notification preferences and pending items.</summary>
    public AppTable Recipients { get; } = open("Recipients", 2);

    public AppTable Links { get; } = open("Links", 1);

    /// <summary>Sessions, sign-in links, and the keys that protect cookies.</summary>
    public AppTable SignIns { get; } = open("SignIns", 1);

    /// <summary>Responses to requests with an Idempotency-Key, and rate-limit counters.</summary>
    public AppTable Answers { get; } = open("Answers", 1);

    /// <summary>Chain heads that wait for their digest, and the progress of the digests.</summary>
    public AppTable Audit { get; } = open("Audit", 1);

    /// <summary>Promised work, until it is done, in 16 partitions.</summary>
    public AppTable Promises { get; } = open("Promises", 1);

    /// <summary>Numbers for operators: half-hourly samples of the last two days, and mails sent since the last one. One partition.</summary>
    public AppTable Samples { get; } = open("Samples", 1);

    private IEnumerable<AppTable> All => [Tasks, TaskIndex, Unsettled, Directory, Changes, Requests, Notifications, Recipients, Links, SignIns, Answers, Audit, Promises, Samples, .. _own.Values];

    /// <summary>A table that its folder has registered.</summary>
    public AppTable Of(OwnTable table) => _own[table];

    public Task CreateIfMissingAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(All.Select(table => table.CreateIfNotExistsAsync(cancellationToken)));
}
