using AccessReview.App.TaskApi;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <param name="Task">What the line shows.</param>
/// <param name="Why">Why the reader is asked.</param>
/// <param name="DecidedBy">Who decided, by name.</param>
/// <param name="InPlaceOf">Who is out of office, by name: the reader decides for them.</param>
public sealed record ListLine(TaskRow Task, string Why, string? DecidedBy, string? InPlaceOf);

/// <summary>A page of a list, ready to be shown.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="AppName">Of the app that it is narrowed to.</param>
/// <param name="Lines">In order.</param>
/// <param name="Next">The address of the next page.</param>
/// <param name="AsksReason">A policy of this kind asks for a reason for some decisions: say so beside the field.</param>
/// <param name="Time">The reader's clock.</param>
/// <param name="Now">When it was read.</param>
public sealed record ListModel(
    ListQuery Place, string? AppName, IReadOnlyList<ListLine> Lines, string? Next, IReadOnlyList<Decision> AsksReason, LocalTime Time, DateTimeOffset Now)
{
    public TaskKind Kind => Place.Kind;

    public IReadOnlyList<Decision> Decisions => KindRules.DecisionsOf(Kind);

    /// <summary>What a line offers: of the decisions, those that are not refused whatever is written with them.</summary>
    public IReadOnlyList<Decision> DecisionsOf(TaskRow task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return SubjectRules.DecisionsOf(Kind, mayKeep: task.OnlyRemovalAt(Now) is null);
    }

    /// <summary>What the lines offer together: a decision that none of them offers is not there.</summary>
    public IReadOnlyList<Decision> DecisionsTogether => [.. Decisions.Where(decision => Lines.Any(line => DecisionsOf(line.Task).Contains(decision)))];

    /// <summary>Some of the lines offer less than the others.</summary>
    public bool SomeOnlyRemove => DecisionsTogether.Count > 1 && Lines.Any(line => line.Task.OnlyRemovalAt(Now) is not null);

    /// <summary>The lines as they stand together; without a heading where nothing is grouped.</summary>
    public IEnumerable<(string? Heading, IReadOnlyList<ListLine> Lines)> Groups => Place.Group switch
    {
        TaskGroup.App => By(line => line.Task.AppName),
        TaskGroup.Person => By(line => line.Task.SubjectName),
        TaskGroup.Entitlement => By(line => $"{line.Task.EntitlementName}, {line.Task.AppName}"),
        TaskGroup.None or null => [(null, Lines)],
    };

    public string Title => AppName is null ? TaskKindPaths.Heading(Kind) : Say($"{TaskKindPaths.Heading(Kind)} for {AppName}");

    private IEnumerable<(string? Heading, IReadOnlyList<ListLine> Lines)> By(Func<ListLine, string> heading) =>
        Lines.GroupBy(heading).Select(group => ((string?)group.Key, (IReadOnlyList<ListLine>)[.. group]));
}

/// <summary>An app to choose, and how many approvals wait for it.</summary>
public sealed record WaitingApp(string Id, string Name, int Count);

/// <summary>What somebody sent from a list and what became of it, where not all of it was done.</summary>
/// <param name="Tasks">As the form named them.</param>
/// <param name="Reason">What they wrote: it is not lost.</param>
/// <param name="Fault">Nothing could be done at all, for this reason.</param>
/// <param name="Results">What became of each.</param>
public sealed record SentDecisions(IReadOnlyList<string> Tasks, string? Reason, string? Fault, IReadOnlyList<BulkDecisionResult> Results)
{
    /// <summary>Of those who were first.</summary>
    public IReadOnlyDictionary<UserId, string> Names { get; init; } = new Dictionary<UserId, string>();

    /// <summary>Who sent it.</summary>
    public UserId? Reader { get; init; }

    public bool IsSingle => Tasks.Count == 1;
}
