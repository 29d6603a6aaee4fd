using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Slack;

/// <summary>
/// The Slack rate limits, shared by all hosts. After a 429 a method is not called for as long as Slack says,
/// and a conversation gets one message per second (https://docs.slack.dev/apis/web-api/rate-limits).
/// It never waits: the caller learns when to try again.
/// </summary>
public sealed class SlackRateLimiter(AppTables tables, TimeProvider clock)
{
    private const string Partition = "pace";

    private static readonly TimeSpan BetweenMessages = TimeSpan.FromSeconds(1);

    /// <summary>Returns null if the method may be called now.</summary>
    public Task<DateTimeOffset?> EarliestAsync(SlackMethod method, CancellationToken cancellationToken) => FreeAtAsync(method.Name, cancellationToken);

    /// <summary>Returns null if a message may be posted now; otherwise when to try again. The next message may follow a second later.</summary>
    public async Task<DateTimeOffset?> TryTakeAsync(string channel, CancellationToken cancellationToken)
    {
        if (await EarliestAsync(SlackMethod.PostMessage, cancellationToken) is { } blocked)
            return blocked;

        var now = clock.GetUtcNow();
        var row = await FindAsync(KeyOf(channel), cancellationToken);
        if (row?.GetDateTimeOffset("FreeAt") is { } free && free > now)
            return free;
        return await TryWriteAsync(KeyOf(channel), row?.ETag, now + BetweenMessages, cancellationToken) ? null : now + BetweenMessages;
    }

    /// <summary>Blocks a method for as long as Slack said.</summary>
    /// <returns>When to try again.</returns>
    public async Task<DateTimeOffset> BlockAsync(SlackMethod method, TimeSpan pause, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + pause;
        return await Contention.RetryAsync(
            async _ =>
            {
                var row = await FindAsync(method.Name, cancellationToken);
                var isBlocked = row?.GetDateTimeOffset("FreeAt") >= until || await TryWriteAsync(method.Name, row?.ETag, until, cancellationToken);
                return isBlocked ? Contention.Done(until) : Contention.Overtaken<DateTimeOffset>();
            },
            () => until,
            cancellationToken);
    }

    private async Task<DateTimeOffset?> FreeAtAsync(string key, CancellationToken cancellationToken) =>
        (await FindAsync(key, cancellationToken))?.GetDateTimeOffset("FreeAt") is { } free && free > clock.GetUtcNow() ? free : null;

    private Task<TableEntity?> FindAsync(string key, CancellationToken cancellationToken) => tables.Of(SlackTable.Rows).FindRowAsync(Partition, key, cancellationToken);

    private Task<bool> TryWriteAsync(string key, ETag? before, DateTimeOffset freeAt, CancellationToken cancellationToken) =>
        tables.Of(SlackTable.Rows).TryWriteRowAsync(new TableEntity(Partition, key) { ["FreeAt"] = freeAt }, before, cancellationToken);

    private static string KeyOf(string channel) => $"in-{RowKey.Encode(channel)}";
}
