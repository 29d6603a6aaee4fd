using AccessReview.App.Directory;
using AccessReview.App.Tasks;
using AccessReview.App.Wording;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Gathers what a notification is written from, as it is now.</summary>
public sealed class MatterReader(TaskStore tasks, DirectoryFactsReader directory, TimeProvider clock)
{
    /// <summary>Ready, whether or not it should still be sent: see <see cref="SkipRules"/>.</summary>
    public async Task<Preparation> ReadAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (await tasks.LoadAsync(notice.Task, cancellationToken) is not { Task: var task })
            return new Preparation.Impossible("unknown_task");

        IReadOnlyList<TaskEvent> events = [.. (await tasks.EventsAsync(task.Id, cancellationToken)).Select(stored => stored.Event)];
        var facts = await directory.ReadAsync(task.Subject, PeopleOf(notice, task, events), cancellationToken);
        return facts.Find(notice.To) is { } recipient
            ? new Preparation.Ready(Matter(notice, task, events, facts, recipient))
            : new Preparation.Skip("recipient_unknown");
    }

    private MailMatter Matter(Notice notice, ReviewTask task, IReadOnlyList<TaskEvent> events, DirectoryFacts facts, User recipient)
    {
        var now = clock.GetUtcNow();
        var decisions = SubjectRules.DecisionsOf(task.Kind, task.Subject, facts, now);
        return new MailMatter(notice, task.Today(facts), events, facts, recipient)
        {
            NothingLeft = task.IsOpen ? TaskMachine.NothingLeft(task, facts, now) : null,
            OnlyRemoval = decisions.Count == 1 ? SubjectRules.WhyNotToKeep(task.Subject, facts, now) : null,
            Decisions = decisions,
        };
    }

    /// <summary>The people whose names come up.</summary>
    private static IEnumerable<UserId> PeopleOf(Notice notice, ReviewTask task, IReadOnlyList<TaskEvent> events)
    {
        IEnumerable<UserId?> people =
        [
            notice.To,
            task.RequestedBy,
            .. task.Assignees.SelectMany(assignee => assignee.People).Select(person => (UserId?)person),
            .. task.Decisions.Select(decision => (UserId?)decision.By),
            .. task.Decisions.Select(decision => decision.OnBehalfOf),
            .. events.Select(happened => happened.By.User),
            // What is left of an earlier generation tells who got the task after it.
            .. notice.Generation == task.Generation ? [] : events.SelectMany(HistoryWords.PeopleOf).Select(person => (UserId?)person),
        ];
        return people.OfType<UserId>().Distinct();
    }
}
