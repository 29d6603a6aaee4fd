using AccessReview.App.Http;
using AccessReview.App.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace AccessReview.App.Pipeline;

/// <summary>Sets the language of the response: from the directory, otherwise from the browser.</summary>
internal sealed class LanguageMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        using var speaking = Language.Use(context.GetHttpContext() is { } http ? http.GetCulture() : Language.Default);
        await next(context);
    }
}
