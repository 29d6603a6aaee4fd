using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.MyWork;

/// <summary>One page of one list, as its address says it.</summary>
public sealed record ListPlace(TaskKind Kind, bool IsCompleted, AppId? App, string? Cursor)
{
    public string Path
    {
        get
        {
            var path = IsCompleted ? $"{KindPlace.Path(Kind)}/completed" : KindPlace.Path(Kind);
            if (App is { } app)
                path = QueryHelpers.AddQueryString(path, "app", app.Value);
            return Cursor is null ? path : QueryHelpers.AddQueryString(path, "cursor", Cursor);
        }
    }

    public ListPlace FirstPage => this with { Cursor = null };

    /// <exception cref="ProblemException">There is no such list.</exception>
    public static ListPlace Of(string kind, bool isCompleted, IQueryCollection query) =>
        Of(kind, isCompleted, query.ReadText("app"), query.ReadText("cursor"));

    /// <exception cref="ProblemException">There is no such list.</exception>
    public static ListPlace Of(string kind, bool isCompleted, string? app, string? cursor) => new(
        KindPlace.Read(kind) ?? throw Problems.NotFound(),
        isCompleted,
        string.IsNullOrEmpty(app) ? null : AppId.From(app),
        string.IsNullOrEmpty(cursor) ? null : cursor);
}
