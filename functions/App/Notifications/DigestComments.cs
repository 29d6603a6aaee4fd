using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <param name="Task">The task, as it is now.</param>
/// <param name="Comment">The comment.</param>
/// <param name="By">The writer's name.</param>
public sealed record DigestComment(ReviewTask Task, TaskEvent.Commented Comment, string By);

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
                && matter.NewComments is [var comment, ..]
                && comment.By.User is { } by)
            {
                found.Add(new DigestComment(matter.Task, comment, matter.NameOf(by)));
            }
        }

        return [.. found.OrderBy(one => one.Comment.At)];
    }
}
