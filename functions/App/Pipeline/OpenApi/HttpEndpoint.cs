using System.Reflection;
using System.Text.RegularExpressions;
using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>An HTTP function as declared by its attributes.</summary>
public sealed partial record HttpEndpoint(string Name, MethodInfo Method, IReadOnlyList<string> Verbs, string Route)
{
    private readonly RouteMatch _match = new(Route);

    /// <summary>All HTTP functions of the app except the fallback.</summary>
    public static IReadOnlyList<HttpEndpoint> All { get; } = [.. Find(typeof(HttpEndpoint).Assembly).Where(endpoint => endpoint.Verbs.Count > 0)];

    /// <summary>It is for programs of users. A webhook, which has a caller and a token of its own, is not part of the API's description.</summary>
    public bool IsApi => Route.StartsWith("api/", StringComparison.Ordinal) && !Rules.ChecksToken;

    /// <summary>The route in OpenAPI notation: without constraints and optional parameters.</summary>
    public string Path => "/" + Parameter().Replace(Optional().Replace(Route, ""), "{$1}");

    public IEnumerable<string> Parameters => Parameter().Matches(Optional().Replace(Route, "")).Select(match => match.Groups[1].Value);

    /// <summary>Whether it reads a body in JSON.</summary>
    public bool ReadsBody => Api?.Takes is not null;

    public ApiAttribute? Api => Method.GetCustomAttribute<ApiAttribute>();

    public IEnumerable<ApiQueryAttribute> Queries => Method.GetCustomAttributes<ApiQueryAttribute>();

    public IEnumerable<ApiProblemAttribute> Problems => Method.GetCustomAttributes<ApiProblemAttribute>();

    internal EndpointRules Rules => EndpointRules.Of(Method);

    public static IEnumerable<HttpEndpoint> Find(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger is not null
        select new HttpEndpoint(function.Name, method, [.. (trigger.Methods ?? []).Select(verb => verb.ToUpperInvariant())], trigger.Route ?? function.Name);

    public bool Matches(PathString path) => _match.Matches(path);

    [GeneratedRegex(@"\{\*{0,2}([A-Za-z0-9_]+)[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"/?\{[^}]*\?\}")]
    private static partial Regex Optional();
}
