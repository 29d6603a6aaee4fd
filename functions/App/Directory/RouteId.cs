namespace AccessReview.App.Directory;

/// <summary>Identifiers in a path. The web server decodes all of a path but %2F, which parts no segments; no identifier holds it as text.</summary>
internal static class RouteId
{
    public static string Of(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
