using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Policies;
using AccessReview.App.Promises;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <summary>A request with its case, as shown to one reader.</summary>
public sealed record RequestStatus
{
    public required AccessRequest Request { get; init; }

    public required string EntitlementName { get; init; }

    public required string AppName { get; init; }

    public required Risk Risk { get; init; }

    /// <summary>The tasks of its case that the reader may see: the approval, then each try of the provisioning.</summary>
    public required IReadOnlyList<ReviewTask> Tasks { get; init; }

    /// <summary>The comments, questions and answers of these tasks, oldest first.</summary>
    public required IReadOnlyList<TaskComment> Comments { get; init; }

    /// <summary>The expected approval steps, if the task is not open yet or the reader may not see it.</summary>
    public required IReadOnlyList<ForeseenStep> Foreseen { get; init; }

    public required bool MayWithdraw { get; init; }

    /// <summary>The reader may answer the open question.</summary>
    public required bool MayAnswer { get; init; }

    public required UserId Reader { get; init; }

    public required PersonNames Names { get; init; }

    /// <summary>Which delegate decides for whom, for each task with an assignee who is out of office.</summary>
    public required ILookup<TaskId, string> Absences { get; init; }

    public required LocalTime Time { get; init; }

    /// <summary>Why its approval is not opened yet, and the time of the next retry; null: it is opened, or nothing has failed.</summary>
    public required Promise? Retried { get; init; }

    public ReviewTask? Approval => Tasks.FirstOrDefault(task => task.Kind == TaskKind.Approval);

    public IEnumerable<ReviewTask> Provisioning => Tasks.Where(task => task.Kind == TaskKind.Provisioning);

    public ReviewTask? Newest => Tasks.Count == 0 ? null : Tasks[^1];

    /// <summary>The open question of the newest task; null: none.</summary>
    public OpenQuestion? Question => Newest?.Question;

    public bool IsReaders(UserId? person) => person == Reader;

    public string NameOf(UserId person) => Names.Of(person);
}

/// <param name="Task">The task's number.</param>
/// <param name="Event">A comment, question or answer.</param>
public sealed record TaskComment(int Task, TaskEvent Event);

public sealed class RequestStatusReader(RequestReader reader, TaskStore store, TaskReader tasks, DirectoryStore directory, DirectoryFactsReader facts, PolicyResolver policies, RetriedOpenings retried, TimeProvider clock)
{
    // Limits the page's length if a task is retried many times.
    private const int MaxTasks = 20;

    /// <exception cref="ProblemException">404: not found, or the caller may not read it.</exception>
    public async Task<RequestStatus> ReadAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var stored = await reader.ReadAsync(caller, id, cancellationToken);
        var request = stored.Request;
        var entitlement = await directory.FindEntitlementAsync(request.Entitlement, cancellationToken);
        var app = entitlement is null ? null : await directory.FindAppAsync(entitlement.AppId, cancellationToken);
        var time = new LocalTime(caller.User.TimeZone);
        var described = await TasksAsync(caller, request, cancellationToken);
        IReadOnlyList<ReviewTask> shown = [.. described.Select(readable => readable.Shown)];
        var comments = await CommentsAsync(shown, cancellationToken);
        var people = await directory.FindUsersAsync(
            [request.For, request.RequestedBy, .. shown.SelectMany(TaskPeople.Of), .. comments.Select(said => said.Event.By.User).OfType<UserId>()], cancellationToken);
        return new RequestStatus
        {
            Request = request,
            EntitlementName = entitlement?.Name ?? request.Entitlement.Value,
            AppName = app?.Name ?? entitlement?.AppId.Value ?? "",
            Risk = entitlement?.Risk ?? Risk.Low,
            Tasks = shown,
            Comments = comments,
            Foreseen = await ForeseeAsync(request, entitlement, app, cancellationToken),
            MayWithdraw = RequestRules.MayWithdraw(request, caller.Id, caller.Roles),
            MayAnswer = described is [.., var newest] && TaskMachine.ActionsOf(newest.Task, caller.Actor, newest.Facts, newest.At).Contains(TaskAction.Answer),
            Retried = await retried.FindAsync(stored, cancellationToken),
            Reader = caller.Id,
            Names = new PersonNames(people),
            Absences = described
                .SelectMany(readable => DelegateText.Of(readable.Task, readable.Facts, time).Select(sentence => (readable.Task.Id, Sentence: sentence)))
                .ToLookup(absence => absence.Id, absence => absence.Sentence),
            Time = time,
        };
    }

    private async Task<IReadOnlyList<ReadableTask>> TasksAsync(Caller caller, AccessRequest request, CancellationToken cancellationToken)
    {
        List<ReadableTask> found = [];
        TaskId? next = request.ApprovalTask;
        for (var count = 0; count < MaxTasks && next is { } id && await store.LoadAsync(id, cancellationToken) is { } stored; count++)
        {
            // A decision that can still be undone has not taken effect for the request.
            var readable = await tasks.DescribeAsync(stored with { Task = stored.Task.WithoutPending(clock.GetUtcNow()) }, cancellationToken);
            var relations = RelationsToTask.Of(caller.Id, stored.Task, readable.Facts, readable.At);
            if (AccessTable.Allows(TaskAction.Read, stored.Task.State, caller.Roles, relations))
                found.Add(readable);
            next = RequestRules.TaskAfter(stored.Task);
        }

        return found;
    }

    private async Task<IReadOnlyList<TaskComment>> CommentsAsync(IEnumerable<ReviewTask> shown, CancellationToken cancellationToken)
    {
        List<TaskComment> comments = [];
        foreach (var task in shown)
            comments.AddRange((await store.EventsAsync(task.Id, cancellationToken)).Select(stored => stored.Event).Where(SaidLine.Is).Select(said => new TaskComment(task.Number, said)));
        return [.. comments.OrderBy(said => said.Event.At)];
    }

    private async Task<IReadOnlyList<ForeseenStep>> ForeseeAsync(AccessRequest request, Entitlement? entitlement, ConnectedApp? app, CancellationToken cancellationToken)
    {
        if (entitlement is null || await directory.FindUserAsync(request.For, cancellationToken) is not { } person)
            return [];
        var subject = Subject.Of(person, entitlement, app);
        var policy = await policies.ResolveAsync(TaskKind.Approval, PolicySubject.Of(subject), cancellationToken);
        return TaskMachine.Foresee(policy, subject, await facts.ReadAsync(subject, [], cancellationToken), clock.GetUtcNow());
    }
}
