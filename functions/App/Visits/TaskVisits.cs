using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Promises;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Visits;

/// <summary>
/// Checks the open tasks that a change of the directory affects. A repeated visit does nothing. The number of visits per run is
/// limited, so that an import of thousands of users does not block everything else.
/// </summary>
public sealed partial class TaskVisits(
    ChangeMarks marks,
    DirectorySnapshot snapshot,
    ConcernedTasks concerned,
    TaskRecheck recheck,
    TaskSettler settler,
    NotificationOutbox notifications,
    IEnumerable<IChangeFollower> followers,
    PromiseStore promises,
    TimeProvider clock,
    ILogger<TaskVisits> logger) : IConcernedTasks
{
    /// <summary>The maximum number of tasks visited in one run. The next run continues there.</summary>
    public const int MaxVisits = 500;

    private const int MaxMarks = 100;
    private const int AtOnce = 4;
    private const int TriesBeforeMail = 3;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public Task VisitAsync(DurableTaskClient client, CancellationToken cancellationToken) => VisitAsync(client, MaxVisits, cancellationToken);

    /// <param name="max">The limit of the run. It can be exceeded slightly, because some tasks are visited in parallel.</param>
    internal async Task VisitAsync(DurableTaskClient client, int max, CancellationToken cancellationToken)
    {
        await FollowAsync(client, cancellationToken);
        try
        {
            var left = max;
            foreach (var mark in await marks.DueAsync(MaxMarks, cancellationToken))
            {
                left -= await VisitAsync(client, mark, left, cancellationToken);
                if (left <= 0)
                    return;
            }
        }
        // The change itself is committed, so the call must succeed. The timer visits the rest.
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Log.NotVisited(logger, failed);
        }
    }

    /// <summary>A follower that fails must not keep tasks from being visited. It is called again a minute later.</summary>
    private async Task FollowAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var follower in followers)
        {
            try
            {
                await follower.FollowAsync(client, cancellationToken);
            }
#pragma warning disable CA1031
            catch (Exception failed)
#pragma warning restore CA1031
            {
                Log.NotFollowed(logger, failed);
            }
        }
    }

    /// <summary>Visits one task, for any reason.</summary>
    public async Task VisitAsync(DurableTaskClient client, TaskId task, CancellationToken cancellationToken)
    {
        var result = await recheck.RunAsync(client, task, cancellationToken);
        if (result is CommandResult.Busy)
            throw new InvalidOperationException($"Task {task} is written to by too many at once; it is visited again.");
        // Settle now, so that the lists are up to date before anybody is notified.
        if (result is CommandResult.Done { IsRepeat: false })
            (await settler.SettleAsync(client, task, cancellationToken))?.ThrowIfPending();
    }

    /// <returns>The number of visited tasks.</returns>
    private async Task<int> VisitAsync(DurableTaskClient client, ChangeMark mark, int max, CancellationToken cancellationToken)
    {
        snapshot.Forget();
        var visited = 0;
        for (; mark.Place < mark.Concerns.Count; mark = mark with { Place = mark.Place + 1, After = null })
        {
            var concern = mark.Concerns[mark.Place];
            await foreach (var tasks in concerned.OfAsync(concern, mark.After, cancellationToken).Chunk(AtOnce).WithCancellation(cancellationToken))
            {
                var done = await Task.WhenAll(tasks.Select(task => TryAsync(client, mark.Id, task.Task, cancellationToken)));
                visited += tasks.Length;
                mark = mark with { After = tasks[^1].Key, Failures = mark.Failures + done.Count(isDone => !isDone) };
                if (visited < max)
                    continue;
                await marks.SaveAsync(mark, cancellationToken);
                return visited;
            }

            // Tasks that keep failing must not block the mail about the others.
            if (concern is { Kind: ConcernKind.Absence, Other: { } delegateId } && (mark.Failures == 0 || mark.Tries >= TriesBeforeMail))
                await notifications.EnqueueDelegationAsync(UserId.From(concern.Id), UserId.From(delegateId), mark.Id, cancellationToken);
        }

        if (mark.Failures == 0)
            await marks.FinishAsync(mark, cancellationToken);
        else
            await PostponeAsync(mark, cancellationToken);
        return visited;
    }

    /// <summary>Starts again later from the beginning. Tasks already visited take little time.</summary>
    private Task PostponeAsync(ChangeMark mark, CancellationToken cancellationToken)
    {
        var pause = PauseAfterFailure * Math.Pow(2, Math.Min(mark.Tries, 10));
        return marks.PostponeAsync(
            mark with { Place = 0, After = null, Failures = 0, Tries = mark.Tries + 1 }, clock.GetUtcNow() + (pause < LongestPause ? pause : LongestPause), cancellationToken);
    }

    private async Task<bool> TryAsync(DurableTaskClient client, string change, TaskId task, CancellationToken cancellationToken)
    {
        try
        {
            await VisitAsync(client, task, cancellationToken);
            return true;
        }
        catch (NewerRowException newer)
        {
            Log.LeftToNewerBuild(logger, task, newer.Message);
            return false;
        }
        // A task that cannot be read must not block the others.
#pragma warning disable CA1031
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.TaskNotVisited(logger, task, failed);
            await promises.NoteAsync(PromiseKind.DirectoryChange, change, failed, isNew: true);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Tasks affected by a directory change could not be updated; next attempt in a minute")]
        public static partial void NotVisited(ILogger logger, Exception failed);

        [LoggerMessage(LogLevel.Error, "Open campaigns could not be woken after a directory change; next attempt in a minute")]
        public static partial void NotFollowed(ILogger logger, Exception failed);

        [LoggerMessage(LogLevel.Error, "Task {Task} could not be updated after a directory change and will be retried")]
        public static partial void TaskNotVisited(ILogger logger, TaskId task, Exception failed);

        [LoggerMessage(LogLevel.Warning, "Task {Task} skipped because a newer build wrote it: {Why}")]
        public static partial void LeftToNewerBuild(ILogger logger, TaskId task, string why);
    }
}
