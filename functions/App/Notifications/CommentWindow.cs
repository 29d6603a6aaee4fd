using AccessReview.App.Store;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Notifications;

/// <summary>When a person is notified of a comment.</summary>
public abstract record CommentTurn
{
    private CommentTurn()
    {
    }

    public sealed record Now : CommentTurn;

    /// <summary>At the end of the window, with all that comes until then.</summary>
    public sealed record At(DateTimeOffset Time) : CommentTurn;

    /// <summary>Another notification, which waits for the end of the window, tells it too.</summary>
    public sealed record WithAnother : CommentTurn;
}

/// <summary>
/// Notifies a person of the comments on one task once per window: of the first at once, of those that follow within the
/// window together, at its end. The row of a window names the comments that have a notification, so that asking twice is asking once.
/// </summary>
public sealed class CommentWindow(AppTables tables, IOptions<NotificationsOptions> options, TimeProvider clock)
{
    private const int MaxTries = 5;

    /// <param name="notice">The comment's notice: its version is the comment's.</param>
    public async Task<CommentTurn> TakeAsync(Notice notice, CancellationToken cancellationToken)
    {
        var (partition, key, span) = (Recipients.PartitionOf(notice.To), KeyOf(notice), options.Value.GatherFor);
        for (var tries = 0; span > TimeSpan.Zero && tries < MaxTries; tries++)
        {
            var row = await tables.Recipients.FindRowAsync(partition, key, cancellationToken);
            var now = clock.GetUtcNow();
            var end = row?.GetDateTimeOffset("StartedAt") + span;
            if (row is null || end <= now)
            {
                var opened = new TableEntity(partition, key) { ["StartedAt"] = now, ["First"] = notice.Version };
                if (await tables.Recipients.TryWriteRowAsync(opened, row?.ETag, cancellationToken))
                    return new CommentTurn.Now();
                continue;
            }

            var next = row.GetInt64("Next");
            if (notice.Version <= row.GetInt64("First") || notice.Version < next)
                return new CommentTurn.Now();
            if (notice.Version > next)
                return new CommentTurn.WithAnother();
            row["Next"] = notice.Version;
            if (next == notice.Version || await tables.Recipients.TryWriteRowAsync(row, row.ETag, cancellationToken))
                return new CommentTurn.At(end.GetValueOrDefault(now));
        }

        return new CommentTurn.Now();
    }

    /// <summary>The comment that opened the last window of this person and task; null: there was none, so each comment has a notification.</summary>
    public async Task<long?> FirstAsync(Notice notice, CancellationToken cancellationToken) =>
        (await tables.Recipients.FindRowAsync(Recipients.PartitionOf(notice.To), KeyOf(notice), cancellationToken))?.GetInt64("First");

    private static string KeyOf(Notice notice) => $"comments|{notice.Task.Value}";
}
