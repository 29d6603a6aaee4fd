using AccessReview.Domain.Text;

namespace AccessReview.App.Http;

/// <summary>
/// Reads and normalizes an identifier in a path.
/// The web server does not decode %2F, because it does not separate segments. No identifier contains the text %2F itself.
/// </summary>
internal static class RouteId
{
    /// <exception cref="ProblemException">It is blank: 404, because nothing has such an identifier.</exception>
    public static string Of(string segment) =>
        ExactText.Normalize(segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)) is { Length: > 0 } id ? id : throw Problems.NotFound();
}
