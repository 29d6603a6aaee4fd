using AccessReview.App.Http;
using AccessReview.App.MyCampaigns;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.MyWork;

/// <summary>One page of one list with its filters and order, as in its URL.</summary>
public sealed record ListQuery(TaskKind Kind, bool IsCompleted)
{
    internal const string HintField = "hint";
    internal const string ChangeField = "change";

    public AppId? App { get; init; }

    public string? Search { get; init; }

    public Risk? Risk { get; init; }

    /// <summary>Only tasks with this hint. Completed tasks have none.</summary>
    public EvidenceHint? Hint { get; init; }

    /// <summary>Only tasks of this campaign.</summary>
    public CampaignId? Campaign { get; init; }

    /// <summary>Only tasks about new, changed or unchanged access. Completed tasks have no such filter.</summary>
    public DeltaKind? Change { get; init; }

    public TaskOrder Order { get; init; }

    /// <summary>Null: the default, which is by app for approvals and no grouping for others.</summary>
    public TaskGroup? Group { get; init; }

    public string? Cursor { get; init; }

    public string Path
    {
        get
        {
            var path = IsCompleted ? $"{TaskKindPaths.Path(Kind)}/completed" : TaskKindPaths.Path(Kind);
            return QueryHelpers.AddQueryString(path, Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (string?)parameter.Value)));
        }
    }

    /// <summary>The parameters of its URL, without the kind.</summary>
    public IEnumerable<(string Name, string Value)> Parameters
    {
        get
        {
            if (App is { } app)
                yield return ("app", app.Value);
            if (Search is not null)
                yield return ("q", Search);
            if (Risk is { } risk)
                yield return ("risk", Code(risk));
            if (Hint is { } hint)
                yield return (HintField, Code(hint));
            if (Campaign is { } campaign)
                yield return (MyCampaignPaths.Filter, campaign.Value);
            if (Change is { } change)
                yield return (ChangeField, Code(change));
            if (Order != TaskOrder.Due)
                yield return ("order", Code(Order));
            if (Group is { } group)
                yield return ("group", Code(group));
            if (Cursor is not null)
                yield return ("cursor", Cursor);
        }
    }

    public ListQuery FirstPage => this with { Cursor = null };

    /// <summary>The list without filters.</summary>
    public ListQuery Everything => new(Kind, IsCompleted) { Group = Group };

    public bool IsNarrowed => Search is not null || Risk is not null || Hint is not null || Change is not null || Campaign is not null;

    /// <summary>Approvals are grouped by app unless the reader chooses otherwise.</summary>
    public bool IsByApp => Kind == TaskKind.Approval && !IsCompleted && App is null && Group is null && !IsNarrowed;

    public TaskListQuery Query(int limit, DateTimeOffset now) => new(Kind, IsCompleted, limit)
    {
        App = App,
        Search = Search,
        Risk = Risk,
        Hint = Hint,
        Change = Change,
        Campaign = Campaign,
        Now = Hint is null ? default : now,
        Order = Order,
        Group = Group ?? TaskGroup.None,
    };

    public static string Code(Enum value) => EnumNames.Of(value);

    /// <exception cref="ProblemException">There is no such list.</exception>
    public static ListQuery Of(string kind, bool isCompleted, IQueryCollection query) => new(TaskKindPaths.Read(kind) ?? throw Problems.NotFound(), isCompleted)
    {
        App = query.ReadId<AppId>("app"),
        Search = query.ReadSearch("q"),
        Risk = query.ReadEnum<Risk>("risk"),
        Hint = isCompleted ? null : query.ReadEnum<EvidenceHint>(HintField),
        Campaign = query.ReadId<CampaignId>(MyCampaignPaths.Filter),
        Change = isCompleted ? null : query.ReadEnum<DeltaKind>(ChangeField),
        Order = query.ReadEnum<TaskOrder>("order") ?? TaskOrder.Due,
        Group = query.ReadEnum<TaskGroup>("group"),
        Cursor = query.ReadText("cursor"),
    };

    /// <summary>From a form on the list's page.</summary>
    /// <exception cref="ProblemException">There is no such list.</exception>
    public static ListQuery Of(string kind, IFormCollection form) =>
        Of(kind, false, new QueryCollection(form.Where(field => field.Key is "app" or "q" or "risk" or HintField or ChangeField or MyCampaignPaths.Filter or "order" or "group" or "cursor").ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal)));
}
