using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

internal static class Paths
{
    /// <summary>True for the API, which programs call; all other paths are pages for people.</summary>
    public static bool IsApi(this HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    public static bool ChangesNothing(this HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    private const int MaxCharacters = 512;

    /// <summary>
    /// Returns a path of this site that is safe for a redirect, or null. It starts with one slash that no slash or backslash follows,
    /// because browsers read <c>//host</c> and <c>/\host</c> as another site. Characters are escaped where needed, because a header is ASCII.
    /// </summary>
    public static string? Local(string? path) =>
        path is { Length: > 0 and <= MaxCharacters } && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(c => char.IsControl(c) || c == '\\')
        && Escape(path) is { Length: <= MaxCharacters } escaped
            ? escaped
            : null;

    private static string Escape(string path) =>
        path.All(IsPlain) ? path : string.Concat(path.EnumerateRunes().Select(rune => rune.IsAscii && IsPlain((char)rune.Value) ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    private static bool IsPlain(char c) => c is > ' ' and < '\x7F' and not ('"' or '<' or '>');
}
