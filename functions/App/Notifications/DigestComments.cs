using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <param name="Task">The task, as it is now.</param>
/// <param name="Comment">The comment.</param>
/// <param name="By">The writer's name.</param>
public sealed record DigestComment(ReviewTask Task, TaskEvent.Commented Comment, string By)
{
    /// <summary>The comments of a notification.</summary>
    public static IEnumerable<DigestComment> Of(TaskMailModel matter) =>
        from comment in matter.NewComments
        where comment.By.User is not null
        select new DigestComment(matter.Task, comment, matter.NameOf(comment.By.User!.Value)); // Filtered by where.
}

/// <summary>Finds the comments of a digest: the pending ones that the reader may still see.</summary>
public sealed class DigestComments(NotificationStore store, PendingItems pending, TaskMailReader matters)
{
    public async Task<IReadOnlyList<DigestComment>> ReadAsync(UserId user, DateTimeOffset until, CancellationToken cancellationToken)
    {
        List<DigestComment> found = [];
        foreach (var key in await pending.ReadAsync(user, PendingItems.Commented, until, cancellationToken))
        {
            if (await store.FindAsync(key, cancellationToken) is { Notice: { } notice }
                && await matters.ReadAsync(notice, null, cancellationToken) is Preparation.Ready { Matter: var matter }
                && DigestComment.Of(matter).FirstOrDefault() is { } comment)
            {
                found.Add(comment);
            }
        }

        return [.. found.OrderBy(one => one.Comment.At)];
    }
}
