using AccessReview.Emulator.Front;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.Emulator.Host;

/// <summary>An HTTP function as an endpoint of this server.</summary>
internal sealed class HttpFunction(EmulatedFunction function, HttpTriggerAttribute trigger, HostKeys keys, FunctionInvoker invoker)
{
    /// <remarks>
    /// The real host matches methods as a constraint of the route, so a method that no function takes, HEAD included, is
    /// 404 and never 405 (Azure/azure-functions-host#10098, #11625).
    /// </remarks>
    public Endpoint AsEndpoint(string routePrefix, int place)
    {
        var route = string.IsNullOrEmpty(trigger.Route) ? function.Name : trigger.Route;
        RoutePattern pattern;
        try
        {
            pattern = RoutePatternFactory.Parse($"{routePrefix.Trim('/')}/{route.TrimStart('/')}", null, MethodConstraint());
        }
        catch (RoutePatternException broken)
        {
            throw new EmulatorRefusedException($"The function {function.Name} has the route '{route}', which cannot be read: {broken.Message}", broken);
        }

        return new RouteEndpointBuilder(ServeAsync, pattern, order: place) { DisplayName = function.Name }.Build();
    }

    private RouteValueDictionary? MethodConstraint() =>
        trigger.Methods is { Length: > 0 } methods ? new RouteValueDictionary { ["httpMethod"] = new HttpMethodRouteConstraint(methods) } : null;

    private async Task ServeAsync(HttpContext http)
    {
        if (!keys.Allow(trigger.AuthLevel, http.Request))
        {
            AnswerHeaders.Put(http.Response);
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var call = new FunctionCall(function, type => Bind(type, http))
        {
            BindingData = http.Request.RouteValues,
            Prepare = context =>
            {
                context.Features.Set(http);
                http.Features.Set<IServiceProvidersFeature>(new RequestServicesFeature(http, null) { RequestServices = context.InstanceServices });
            },
        };
        try
        {
            await invoker.InvokeAsync(call, http.RequestAborted);
        }
        // The invoker has logged it. The real host tells the caller nothing but that it failed.
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }

            http.Response.Clear();
            AnswerHeaders.Put(http.Response);
            http.Response.StatusCode = failed is BadHttpRequestException unreadable ? unreadable.StatusCode : StatusCodes.Status500InternalServerError;
        }
    }

    private object Bind(Type type, HttpContext http) =>
        type == typeof(HttpRequest)
            ? http.Request
            : throw new InvalidOperationException($"The function {function.Name} takes its HTTP trigger as {type}; take an HttpRequest.");
}
