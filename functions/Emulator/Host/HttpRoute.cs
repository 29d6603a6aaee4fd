using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;

namespace AccessReview.Emulator.Host;

/// <summary>The requests that an HTTP function answers.</summary>
/// <remarks>
/// The real host matches methods as a route constraint, so a method that no function accepts, including HEAD,
/// is 404 and never 405 (Azure/azure-functions-host#10098, #11625).
/// </remarks>
internal sealed record HttpRoute(WorkerFunction Function, AuthLevel AuthLevel, IReadOnlyList<string> Methods, RoutePattern Pattern)
{
    public static HttpRoute Of(WorkerFunction function, string prefix)
    {
        var trigger = function.Trigger;
        var methods = trigger.Texts("methods") ?? [];
        var route = trigger.Text("route") is { Length: > 0 } given ? given : function.Name;
        var level = trigger.Text("authLevel") ?? nameof(AuthLevel.Function);
        if (!Enum.TryParse<AuthLevel>(level, ignoreCase: true, out var authLevel))
            throw new EmulatorRefusedException($"The function {function.Name} sets authLevel '{level}' in its binding {trigger.Name} (httpTrigger), which this host does not support; use Anonymous, Function or Admin.");
        try
        {
            var constraint = methods.Count == 0 ? null : new RouteValueDictionary { ["httpMethod"] = new HttpMethodRouteConstraint([.. methods]) };
            return new HttpRoute(function, authLevel, methods, RoutePatternFactory.Parse($"{prefix.Trim('/')}/{route.TrimStart('/')}", null, constraint));
        }
        catch (RoutePatternException broken)
        {
            throw new EmulatorRefusedException($"The function {function.Name} has the route '{route}', which cannot be read: {broken.Message}", broken);
        }
    }

    public Endpoint AsEndpoint(int rank, Func<HttpContext, HttpRoute, Task> serve) =>
        new RouteEndpointBuilder(http => serve(http, this), Pattern, order: rank) { DisplayName = Function.Name }.Build();

    /// <summary>The requests that both routes match, such as "GET /a/{}"; null: none that can be determined from the routes.</summary>
    public string? SharedWith(HttpRoute other)
    {
        var shape = Shape(Pattern);
        if (!shape.Equals(Shape(other.Pattern), StringComparison.OrdinalIgnoreCase))
            return null;
        if (Methods.Count == 0 || other.Methods.Count == 0)
            return Methods.Count == other.Methods.Count ? $"any /{shape}" : null;
        return Methods.Intersect(other.Methods, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } method ? $"{method.ToUpperInvariant()} /{shape}" : null;
    }

    // Routes that differ only in parameter names match the same paths.
    private static string Shape(RoutePattern pattern) =>
        string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternParameterPart parameter => $"{{{string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content))}}}",
            RoutePatternLiteralPart literal => literal.Content,
            _ => ".",
        }))));
}
