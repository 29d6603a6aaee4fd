using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

internal static class Paths
{
    /// <summary>Programs call these; all else are pages for people.</summary>
    public static bool IsApi(this HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    public static bool ChangesNothing(this HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    /// <summary>
    /// A path of this site that a redirect may go to, or null. One slash and then no slash or backslash: browsers read
    /// <c>//host</c> and <c>/\host</c> as another site.
    /// </summary>
    public static string? Local(string? path) =>
        path is { Length: > 0 and <= 512 } && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(c => char.IsControl(c) || c == '\\')
            ? path
            : null;
}
