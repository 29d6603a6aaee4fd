using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.MyWork;

/// <summary>The data of a task's page for one reader.</summary>
public sealed record Details
{
    public required ReviewTask Task { get; init; }

    public required Caller Reader { get; init; }

    public required LocalTime Time { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required IReadOnlyList<TaskEvent> Events { get; init; }

    /// <summary>The notifications that did not arrive, oldest first.</summary>
    public required IReadOnlyList<Undelivered> Undelivered { get; init; }

    /// <summary>The reader's relations to the task.</summary>
    public required Relations Relations { get; init; }

    /// <summary>The actions that the reader may do now.</summary>
    public required IReadOnlyList<TaskAction> Actions { get; init; }

    public required DirectoryFacts Facts { get; init; }

    public required PersonNames Names { get; init; }

    /// <summary>The channels of notifications besides mail.</summary>
    public required IReadOnlyList<ChannelDescription> Channels { get; init; }

    /// <summary>For a decided task: as of the decision. For an open task: as of now.</summary>
    public required AccessContext Access { get; init; }

    /// <summary>How many others have the person's manager; null: not shown, because the task is decided or the team is unknown or large.</summary>
    public int? Team { get; init; }

    /// <summary>The directory's description of the entitlement; null: none.</summary>
    public string? EntitlementDescription { get; init; }

    /// <summary>The access is shown as the last decider saw it.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Why nothing is left to decide or to retry; null: there is something, or the task closed for another reason.</summary>
    public ObsoleteCause? NothingLeft { get; init; }

    /// <summary>Why the access can only be removed; null: it may stay.</summary>
    public ObsoleteCause? OnlyRemoval { get; init; }

    /// <summary>The reader's other open tasks of the same kind.</summary>
    public required Neighbors Neighbors { get; init; }

    /// <summary>The decisions that are possible now.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    public EvidenceLine Evidence => EvidenceText.Of(Task.Kind, Access, Time, IsFrozen);

    public Grant? Grant => Access.Grant;

    /// <summary>The comments, questions and answers, oldest first.</summary>
    public IReadOnlyList<SaidLine> Comments => [.. Events.Select(happened => SaidLine.Of(happened, NameOf)).OfType<SaidLine>()];

    /// <summary>Who gets a comment by the reader.</summary>
    public required CommentReach CommentReach { get; init; }

    /// <summary>The reader is not an assignee or a delegate. Then only an administrator may decide, and must give a reason.</summary>
    public bool IsOverride => DecisionRules.IsOverride(Relations);

    public bool May(TaskAction action) => Actions.Contains(action);

    public bool IsReader(UserId? person) => person == Reader.Id;

    /// <param name="stored">The stored name of a channel.</param>
    public string NameOfChannel(string stored) => Channels.FirstOrDefault(channel => StoredChannel.NameOf(channel.Key) == stored)?.Name() ?? stored;

    public string NameOf(UserId person) => Names.Of(person);
}

public sealed class DetailsReader(
    TaskReader tasks,
    TaskStore store,
    DirectoryStore directory,
    TaskContextReader contexts,
    TaskLists lists,
    CommentReachReader reach,
    IEnumerable<ChannelDescription> channels)
{
    public async Task<Details> ReadAsync(Caller caller, string reference, CancellationToken cancellationToken)
    {
        var readable = await tasks.ReadAsync(caller, reference, cancellationToken);
        var (task, facts) = (readable.Task, readable.Facts);
        var (stored, undelivered) = await store.HistoryAsync(task.Id, cancellationToken);
        IReadOnlyList<TaskEvent> events = [.. stored.Select(one => one.Event)];
        var (access, isFrozen) = await contexts.ReadAsync(readable, events, cancellationToken);
        IReadOnlyList<UserId> named = access.Grant?.LastCertifiedBy is { } certifier ? [certifier, .. TaskPeople.Of(task)] : [.. TaskPeople.Of(task)];
        var people = await directory.FindUsersAsync([.. named, .. events.SelectMany(TaskPeople.Of), .. undelivered.Select(one => one.To)], cancellationToken);
        var actions = TaskMachine.ActionsOf(task, caller.Actor, facts, readable.At);
        var decisions = SubjectRules.DecisionsOf(task.Kind, task.Subject, facts, readable.At);
        return new Details
        {
            Task = readable.Shown,
            NothingLeft = TaskMachine.NothingLeft(task, facts, readable.At),
            OnlyRemoval = decisions.Count == 1 ? SubjectRules.WhyNotToKeep(task.Subject, facts, readable.At) : null,
            Decisions = decisions,
            Neighbors = Neighbors.Of(task, (await lists.OpenAsync(caller.Id, cancellationToken)).Rows),
            Reader = caller,
            Time = new LocalTime(caller.User.TimeZone),
            Now = readable.At,
            Events = events,
            Undelivered = undelivered,
            Relations = RelationsToTask.Of(caller.Id, task, facts, readable.At),
            Actions = actions,
            CommentReach = await reach.ReadAsync(
                actions.Contains(TaskAction.Comment) ? NotifiedOfComment(task, caller, events, people) : [], cancellationToken),
            Facts = facts,
            Names = new PersonNames(people),
            Channels = [.. channels],
            Access = access,
            IsFrozen = isFrozen,
            Team = isFrozen ? null : await TeamAsync(task.Subject.User, facts, cancellationToken),
            EntitlementDescription = (await directory.FindEntitlementAsync(task.Subject.Entitlement, cancellationToken))?.Description is { Length: > 0 } text ? text : null,
        };
    }

    private async Task<int?> TeamAsync(UserId person, DirectoryFacts facts, CancellationToken cancellationToken) =>
        facts.Find(person) is { ManagerId: { } manager } && await directory.TeamOfAsync(manager, cancellationToken) is { } team
            ? team.Count(member => member != person)
            : null;

    private static IEnumerable<UserId> NotifiedOfComment(ReviewTask task, Caller caller, IReadOnlyList<TaskEvent> events, IReadOnlyList<User> people)
    {
        var commenters = events.OfType<TaskEvent.Commented>().Select(comment => comment.By.User).OfType<UserId>();
        var active = people.Where(person => person.IsActive).Select(person => person.Id).ToHashSet();
        return Settlement.NotifiedOfComment(task, caller.Id, commenters).Where(active.Contains);
    }
}
