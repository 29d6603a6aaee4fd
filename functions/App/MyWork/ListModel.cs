using AccessReview.App.MyCampaigns;
using AccessReview.App.TaskApi;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <param name="Task">The row's data.</param>
/// <param name="Why">Why the reader has the task.</param>
/// <param name="DecidedBy">The decider's name; null: none.</param>
/// <param name="OnBehalfOf">The name of the assignee who is out of office; null: none.</param>
public sealed record ListLine(TaskRow Task, string Why, string? DecidedBy, string? OnBehalfOf)
{
    /// <summary>Who made the decision that waits for its sign-off; null: the reader, or there is none.</summary>
    public string? StagedBy { get; init; }
}

/// <summary>The data of a list page.</summary>
/// <param name="Query">The page's query.</param>
/// <param name="AppName">The name of the app in the filter; null: no filter.</param>
/// <param name="Lines">In order.</param>
/// <param name="Next">The URL of the next page; null: this is the last page.</param>
/// <param name="RequiresReason">The decisions that require a reason. The page says so beside the field.</param>
/// <param name="Time">The reader's time zone.</param>
/// <param name="Now">When it was read.</param>
public sealed record ListModel(
    ListQuery Query, string? AppName, IReadOnlyList<ListLine> Lines, string? Next, IReadOnlyList<Decision> RequiresReason, LocalTime Time, DateTimeOffset Now)
{
    public TaskKind Kind => Query.Kind;

    /// <summary>The reader of the list.</summary>
    public UserId? Reader { get; init; }

    /// <summary>Returns whether the access is the reader's own. Such a task is theirs only where it asks whether they still need it.</summary>
    public bool IsReaders(UserId subject) => subject == Reader;

    /// <summary>What the reader decided right before, as a sentence; null: nothing, or several tasks.</summary>
    public string? JustDecided { get; init; }

    /// <summary>How many tasks of the list can be selected together, on all pages.</summary>
    public int Selectable { get; init; }

    /// <summary>Unchanged access that the reader can certify together, by campaign; empty: none.</summary>
    public IReadOnlyList<UnchangedBlock> Unchanged { get; init; } = [];

    /// <summary>Selected tasks that are on other pages.</summary>
    public IReadOnlyList<TaskRow> SelectedElsewhere { get; init; } = [];

    /// <summary>Why the reader has all these tasks; null: for different reasons, which the lines say.</summary>
    public string? CommonWhy => Lines.Count > 1 && Lines.All(line => line.OnBehalfOf is null && line.Why == Lines[0].Why) ? Lines[0].Why : null;

    /// <summary>The numbers of the whole list, whatever the filter; null: this is a list of completed tasks.</summary>
    public WorkOverview? Overview { get; init; }

    /// <summary>The reader's open campaigns; empty: none, or this is another list.</summary>
    public IReadOnlyList<MyCampaign> Campaigns { get; init; } = [];

    public IReadOnlyList<Decision> Decisions => KindRules.DecisionsOf(Kind);

    /// <summary>The decisions that a line offers: those that the directory allows.</summary>
    public IReadOnlyList<Decision> DecisionsOf(TaskRow task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.IsException ? [] : SubjectRules.DecisionsOf(Kind, mayKeep: task.OnlyRemovalAt(Now) is null);
    }

    /// <summary>The decisions for selected lines: those that at least one line offers.</summary>
    public IReadOnlyList<Decision> DecisionsTogether => [.. Decisions.Where(decision => Lines.Any(line => DecisionsOf(line.Task).Contains(decision)))];

    /// <summary>The lines in groups; without grouping, one group without a heading.</summary>
    public IEnumerable<(string? Heading, IReadOnlyList<ListLine> Lines)> Groups => Query.Group switch
    {
        TaskGroup.App => By(line => line.Task.AppName),
        TaskGroup.Person => By(line => line.Task.SubjectName),
        TaskGroup.Entitlement => By(line => $"{line.Task.EntitlementName}, {line.Task.AppName}"),
        TaskGroup.Change => By(line => line.Task.Delta is { Change: var change } ? ChangeText.Name(change) : Say($"Not compared")),
        TaskGroup.None or null => [(null, Lines)],
    };

    public string Title => AppName is null ? TaskKindPaths.Heading(Kind) : Say($"{TaskKindPaths.Heading(Kind)} for {AppName}");

    private IEnumerable<(string? Heading, IReadOnlyList<ListLine> Lines)> By(Func<ListLine, string> heading) =>
        Lines.GroupBy(heading).Select(group => ((string?)group.Key, (IReadOnlyList<ListLine>)[.. group]));
}

/// <summary>An app to choose, with the number of its open approvals.</summary>
public sealed record WaitingApp(string Id, string Name, int Count);

/// <summary>A form of a list that was not completely done, with its results.</summary>
/// <param name="Tasks">The tasks, as named in the form.</param>
/// <param name="Reason">The entered text, which is kept.</param>
/// <param name="Fault">Why nothing was done; null: see the results.</param>
/// <param name="Results">The result of each task.</param>
public sealed record SentDecisions(IReadOnlyList<string> Tasks, string? Reason, string? Fault, IReadOnlyList<BulkDecisionResult> Results)
{
    /// <summary>The names of those who decided first.</summary>
    public PersonNames Names { get; init; } = PersonNames.None;

    /// <summary>The user who sent the form.</summary>
    public UserId? Reader { get; init; }

    /// <summary>The decisions that were made and can be undone; null: none.</summary>
    public UndoOffer? Undo { get; init; }

    /// <summary>The form was to reassign, not to decide.</summary>
    public bool IsReassignment { get; init; }

    public bool IsSingle => Tasks.Count == 1;

    /// <summary>The tasks that were not decided, as named in the form. Those whose access changed must be selected again.</summary>
    public IEnumerable<string> Undecided => Results.Count == 0 ? Tasks : Tasks.Where((_, index) => Results[index].Code is not (null or "access_changed"));
}
