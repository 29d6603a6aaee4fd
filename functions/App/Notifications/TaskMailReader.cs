using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Notifications;

/// <summary>Collects the data of a notification, as it is now.</summary>
public sealed class TaskMailReader(
    TaskStore tasks, DirectoryFactsReader directory, AccessContextReader contexts, NotificationStore notifications, IOptionsMonitor<LinkOptions> links, TimeProvider clock)
{
    /// <summary>Settling again covers a task's whole history. Older comments are not notified again.</summary>
    private static readonly TimeSpan CommentsAreNewFor = TimeSpan.FromDays(7);

    /// <summary>Returns Ready even if the notification is to be skipped: see <see cref="SkipCodes"/>.</summary>
    /// <param name="notice">The content and its recipient.</param>
    /// <param name="reading">The notice's task, if it is being read already; null: it is read now.</param>
    public async Task<Preparation> ReadAsync(Notice notice, Task<TaskHistory?>? reading, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (await (reading ?? tasks.LoadHistoryAsync(notice.Task, cancellationToken)) is not { Stored.Task: var task } history)
            return new Preparation.Impossible("unknown_task");

        // Events after the state belong to a commit that came between.
        IReadOnlyList<TaskEvent> events = [.. history.Events.TakeWhile(stored => stored.Version <= task.Version).Select(stored => stored.Event)];
        // Read at the same time.
        var holders = ShowsAccess(notice, task) ? contexts.RecentHoldersAsync(task.Subject, cancellationToken) : null;
        var facts = await directory.ReadAsync(task.Subject, PeopleOf(notice, task, events), cancellationToken);
        if (facts.Find(notice.To) is not { } recipient)
            return new Preparation.Skip("recipient_unknown");
        var context = holders is null
            ? TaskContextReader.FrozenOf(task, events)
            : new TaskContext(await contexts.ReadAsync(task.Subject, facts, cancellationToken, await holders), false);
        var matter = Matter(notice, task, events, facts, recipient) with { Context = context };
        return notice.Kind == NotificationKind.Commented ? await ReadCommentsAsync(matter, cancellationToken) : new Preparation.Ready(matter);
    }

    /// <summary>Only mails to people who have to decide show the access as it is now.</summary>
    private static bool ShowsAccess(Notice notice, ReviewTask task) =>
        task.IsOpen && notice.Kind is NotificationKind.Assigned or NotificationKind.Delegated or NotificationKind.Reminder or NotificationKind.SecondChannel or NotificationKind.Escalated;

    private async Task<Preparation> ReadCommentsAsync(TaskMailModel matter, CancellationToken cancellationToken)
    {
        var (notice, task, now) = (matter.Notice, matter.Task, clock.GetUtcNow());
        // The recipient may have lost the right to read the task since the comment.
        var relations = RelationsToTask.Of(notice.To, task, matter.Facts, now);
        if (!AccessTable.Allows(TaskAction.Read, task.State, await directory.RolesOfAsync(notice.To, cancellationToken), relations))
            return new Preparation.Skip("may_not_read");

        var bounded = matter with { CommentsBefore = await CommentsBeforeAsync(matter, cancellationToken) };
        return bounded.NewComments is [.., var last] && last.At + CommentsAreNewFor > now ? new Preparation.Ready(bounded) : new Preparation.Skip("too_late");
    }

    /// <summary>
    /// Each comment has its own notification, except that earlier builds recorded some as sent with the one before. The
    /// recipient's own comments have none.
    /// </summary>
    private async Task<long> CommentsBeforeAsync(TaskMailModel matter, CancellationToken cancellationToken)
    {
        var notice = matter.Notice;
        var included = (await notifications.OfTaskAsync(notice.Task, cancellationToken))
            .Where(other => other is { Reason: SkipCodes.WithAnother, Notice.Kind: NotificationKind.Commented } && other.Notice.To == notice.To)
            .Select(other => other.Notice!.Version) // Filtered by Where.
            .ToHashSet();
        var next = notice.Version + 1;
        while (next <= matter.Events.Count && (included.Contains(next) || !IsByOther(matter.Events[(int)next - 1])))
            next++;
        return next;

        bool IsByOther(TaskEvent happened) => happened is TaskEvent.Commented && happened.By.User != notice.To;
    }

    private TaskMailModel Matter(Notice notice, ReviewTask task, IReadOnlyList<TaskEvent> events, DirectoryFacts facts, User recipient)
    {
        var now = clock.GetUtcNow();
        var decisions = SubjectRules.DecisionsOf(task.Kind, task.Subject, facts, now);
        return new TaskMailModel(notice, task.Today(facts), events, facts, recipient)
        {
            At = now,
            NothingLeft = task.IsOpen ? TaskMachine.NothingLeft(task, facts, now) : null,
            OnlyRemoval = decisions.Count == 1 ? SubjectRules.WhyNotToKeep(task.Subject, facts, now) : null,
            Decisions = decisions,
            UndoUntil = task.Undo?.By == notice.To ? task.UndoUntil(now) : null,
            MayAsk = TaskMachine.ActionsOf(task, Actor.Person(recipient.Id, recipient.Roles), facts, now).Contains(TaskAction.Ask),
            RequiresSignIn = links.CurrentValue.RequiresSignIn(SubjectRules.RiskOf(task.Subject, facts)),
        };
    }

    /// <summary>The users whose names the mail shows.</summary>
    private static IEnumerable<UserId> PeopleOf(Notice notice, ReviewTask task, IReadOnlyList<TaskEvent> events)
    {
        IEnumerable<UserId> people =
        [
            notice.To,
            .. TaskPeople.Of(task),
            .. events.Select(happened => happened.By.User).OfType<UserId>(),
            // A mail of an earlier generation names those who got the task after it.
            .. notice.Generation == task.Generation ? [] : events.SelectMany(TaskPeople.Of),
        ];
        return people.Distinct();
    }
}
