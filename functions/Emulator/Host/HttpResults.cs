using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace AccessReview.Emulator.Host;

/// <summary>Writes what an HTTP function answered. It takes its place in the middleware where the app called ConfigureFunctionsWebApplication.</summary>
internal sealed class HttpResults : IFunctionsWorkerMiddleware
{
    /// <summary>The key under which Microsoft's package keeps the HttpContext in FunctionContext.Items.</summary>
    public const string ContextKey = "HttpRequestContext";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.Features.Get<HttpContext>() is not { } http)
        {
            await next(context);
            return;
        }

        context.Items[ContextKey] = http;
        await next(context);
        switch (context.GetInvocationResult().Value)
        {
            case IActionResult result:
                await result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
                break;
            case IResult result:
                await result.ExecuteAsync(http);
                break;
            default:
                // Anything else is no HTTP answer: the response stays as the function left it (Microsoft's worker traces it and does the same).
                break;
        }
    }
}
