using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace AccessReview.Emulator.Host;

/// <summary>All HTTP functions as endpoints.</summary>
/// <remarks>
/// The real host asks the routes in the order of the functions' names, whatever their case, and the first that matches
/// wins: no route is preferred for being more specific (Azure/azure-functions-host#3153, #9876).
/// </remarks>
internal sealed class HttpFunctions : EndpointDataSource
{
    public HttpFunctions(FunctionCatalog catalog, HostJson hostJson, HostKeys keys, FunctionInvoker invoker, IServiceProviderIsService services)
    {
        var functions = catalog.With<HttpTriggerAttribute>().OrderBy(http => http.Function.Name, StringComparer.OrdinalIgnoreCase).ToList();
        if (functions.Count > 0 && !services.IsService(typeof(HttpResults)))
            throw new EmulatorRefusedException("The app has HTTP functions; call ConfigureFunctionsWebApplication on its builder.");

        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var endpoints = new List<Endpoint>();
        foreach (var (place, (function, trigger)) in functions.Index())
        {
            var endpoint = new HttpFunction(function, trigger, keys, invoker).AsEndpoint(hostJson.RoutePrefix, place);
            foreach (var method in trigger.Methods is { Length: > 0 } methods ? methods : ["any"])
            {
                var requests = $"{method} {Shape(((RouteEndpoint)endpoint).RoutePattern)}";
                if (!taken.TryAdd(requests, function.Name))
                    throw new EmulatorRefusedException($"The functions {taken[requests]} and {function.Name} answer the same requests ({requests}); change the route of one.");
            }

            endpoints.Add(endpoint);
        }

        Endpoints = endpoints;
    }

    public override IReadOnlyList<Endpoint> Endpoints { get; }

    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

    // Two routes that differ only in the names of their parameters match the same paths.
    private static string Shape(RoutePattern pattern) =>
        string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternParameterPart parameter => $"{{{string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content))}}}",
            RoutePatternLiteralPart literal => literal.Content,
            _ => ".",
        }))));
}
