using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.Requests;

/// <summary>One page of the catalogue with its filters, as in its URL.</summary>
public sealed record CatalogueQuery
{
    public AppId? App { get; init; }

    public string? Search { get; init; }

    public Risk? Risk { get; init; }

    public string? Cursor { get; init; }

    public bool IsNarrowed => App is not null || Search is not null || Risk is not null;

    public string Path
    {
        get
        {
            var parameters = new Dictionary<string, string?> { ["q"] = Search, ["app"] = App?.Value, ["risk"] = Risk is { } risk ? Code(risk) : null, ["cursor"] = Cursor };
            return QueryHelpers.AddQueryString(RequestPaths.Catalogue, parameters.Where(parameter => parameter.Value is not null));
        }
    }

    public static string Code(Risk risk) => risk.ToString().ToLowerInvariant();

    /// <exception cref="ProblemException">A parameter is invalid.</exception>
    public static CatalogueQuery Of(IQueryCollection query) => new()
    {
        App = query.ReadId<AppId>("app"),
        Search = query.ReadSearch("q"),
        Risk = query.ReadEnum<Risk>("risk"),
        Cursor = query.ReadText("cursor"),
    };
}
