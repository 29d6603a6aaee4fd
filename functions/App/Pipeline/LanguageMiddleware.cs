using AccessReview.App.Http;
using AccessReview.App.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace AccessReview.App.Pipeline;

/// <summary>Lets a request be answered in the language of whoever asks: as the directory knows it, or as their browser says.</summary>
internal sealed class LanguageMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        using var speaking = Language.Use(context.GetHttpContext() is { } http ? http.GetCulture() : Language.Default);
        await next(context);
    }
}
