using AccessReview.Domain.Text;

namespace AccessReview.App.Http;

/// <summary>Identifiers in a path, normalized. The web server decodes all of a path but %2F, which parts no segments; no identifier holds it as text.</summary>
internal static class RouteId
{
    /// <exception cref="ProblemException">It is blank: 404, as nothing has such an identifier.</exception>
    public static string Of(string segment) =>
        ExactText.Normalize(segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)) is { Length: > 0 } id ? id : throw Problems.NotFound();
}
