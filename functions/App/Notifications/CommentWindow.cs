using AccessReview.App.Store;
using Azure;
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
    /// <param name="notice">The comment's notice. Its version is the comment's event version.</param>
    public Task<CommentTurn> TakeAsync(Notice notice, CancellationToken cancellationToken) => options.Value.GatherFor == TimeSpan.Zero
        ? Task.FromResult<CommentTurn>(new CommentTurn.Now())
        : Contention.RetryAsync(_ => TryTakeAsync(notice, cancellationToken), () => new CommentTurn.Now(), cancellationToken);

    private async Task<Tried<CommentTurn>> TryTakeAsync(Notice notice, CancellationToken cancellationToken)
    {
        var (partition, key, now) = (Recipients.PartitionOf(notice.To), KeyOf(notice), clock.GetUtcNow());
        var row = await tables.Recipients.FindRowAsync(partition, key, cancellationToken);
        var end = row?.GetDateTimeOffset("StartedAt") + options.Value.GatherFor;
        if (row is null || end <= now)
        {
            var opened = new TableEntity(partition, key) { ["StartedAt"] = now, ["First"] = notice.Version };
            return await WriteAsync(opened, row?.ETag, new CommentTurn.Now(), cancellationToken);
        }

        var next = row.GetInt64("Next");
        if (notice.Version <= row.GetInt64("First") || notice.Version < next)
            return Contention.Done<CommentTurn>(new CommentTurn.Now());
        if (notice.Version > next)
            return Contention.Done<CommentTurn>(new CommentTurn.WithAnother());
        var turn = new CommentTurn.At(end.GetValueOrDefault(now));
        row["Next"] = notice.Version;
        return next == notice.Version ? Contention.Done<CommentTurn>(turn) : await WriteAsync(row, row.ETag, turn, cancellationToken);
    }

    private async Task<Tried<CommentTurn>> WriteAsync(TableEntity row, ETag? read, CommentTurn turn, CancellationToken cancellationToken) =>
        await tables.Recipients.TryWriteRowAsync(row, read, cancellationToken) ? Contention.Done(turn) : Contention.Overtaken<CommentTurn>();

    /// <summary>
    /// The version of the comment that opened the last window of this user and task; null: there was none, so each comment
    /// has its own notification.
    /// </summary>
    public async Task<long?> FirstAsync(Notice notice, CancellationToken cancellationToken) =>
        (await tables.Recipients.FindRowAsync(Recipients.PartitionOf(notice.To), KeyOf(notice), cancellationToken))?.GetInt64("First");

    private static string KeyOf(Notice notice) => $"comments|{notice.Task.Value}";
}
