using AccessReview.App.Store;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Notifications;

/// <summary>When a user is notified of a comment.</summary>
public abstract record CommentTurn
{
    private CommentTurn()
    {
    }

    public sealed record Now : CommentTurn;

    /// <summary>At the end of the window, together with later comments of the window.</summary>
    public sealed record At(DateTimeOffset Time) : CommentTurn;

    /// <summary>Another notification, sent at the end of the window, includes this comment.</summary>
    public sealed record WithAnother : CommentTurn;
}

/// <summary>
/// Limits notifications about comments to one per user, task and window. The first comment is notified immediately, later ones
/// together at the end of the window. The row of a window records which comments have a notification, so calls can be repeated.
/// </summary>
public sealed class CommentWindow(AppTables tables, IOptions<NotificationsOptions> options, TimeProvider clock)
{
    private const int MaxTries = 5;

    /// <param name="notice">The comment's notice. Its version is the comment's event version.</param>
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

    /// <summary>
    /// The version of the comment that opened the last window of this user and task; null: there was none, so each comment
    /// has its own notification.
    /// </summary>
    public async Task<long?> FirstAsync(Notice notice, CancellationToken cancellationToken) =>
        (await tables.Recipients.FindRowAsync(Recipients.PartitionOf(notice.To), KeyOf(notice), cancellationToken))?.GetInt64("First");

    private static string KeyOf(Notice notice) => $"comments|{notice.Task.Value}";
}
