using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Slack;

/// <summary>How a notification of a burst is sent.</summary>
public enum BurstTurn
{
    /// <summary>As its own message.</summary>
    Alone,

    /// <summary>As the message that says that there are more.</summary>
    AndMore,

    /// <summary>Not at all: that message already covers it.</summary>
    Summarized,
}

/// <summary>
/// Keeps a conversation readable when a user gets a hundred tasks at once. The first few are sent one by one, then one
/// message says that there are more. The rest is only in My work until the burst is over.
/// </summary>
public sealed class SlackBurstLimiter(AppTables tables, TimeProvider clock)
{
    /// <summary>This many are sent one by one.</summary>
    public const int OneByOne = 5;

    /// <summary>How long a burst lasts.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    private const string Partition = "bursts";

    /// <summary>True if the message that says that there are more already covers it. Does not count the notification.</summary>
    public async Task<bool> IsSummarizedAsync(string channel, CancellationToken cancellationToken) => Now(await FindAsync(channel, cancellationToken)).Count > OneByOne;

    public async Task<BurstTurn> TakeAsync(string channel, CancellationToken cancellationToken) =>
        await Contention.RetryAsync(
            async _ =>
            {
                var row = await FindAsync(channel, cancellationToken);
                var (since, count) = Now(row);
                if (count > OneByOne)
                    return Contention.Done(BurstTurn.Summarized);
                return await TryWriteAsync(channel, row?.ETag, since, count + 1, cancellationToken)
                    ? Contention.Done(count < OneByOne ? BurstTurn.Alone : BurstTurn.AndMore)
                    : Contention.Overtaken<BurstTurn>();
            },
            // One message too many is better than one too few.
            () => BurstTurn.Alone,
            cancellationToken);

    private (DateTimeOffset Since, int Count) Now(TableEntity? row)
    {
        var now = clock.GetUtcNow();
        return row?.GetDateTimeOffset("Since") is { } since && now - since < Length ? (since, row.GetInt32("Count") ?? 0) : (now, 0);
    }

    private Task<TableEntity?> FindAsync(string channel, CancellationToken cancellationToken) =>
        tables.Of(SlackTable.Rows).FindRowAsync(Partition, RowKey.Encode(channel), cancellationToken);

    private Task<bool> TryWriteAsync(string channel, ETag? before, DateTimeOffset since, int count, CancellationToken cancellationToken) =>
        tables.Of(SlackTable.Rows).TryWriteRowAsync(new TableEntity(Partition, RowKey.Encode(channel)) { ["Since"] = since, ["Count"] = count }, before, cancellationToken);
}
