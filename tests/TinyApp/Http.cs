using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.TinyApp;

/// <summary>HTTP functions, each for one behaviour of the host.</summary>
public sealed class Http(ILogger<Http> logger)
{
    [Function("Hello")]
    public IResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name}")] HttpRequest request, string name)
    {
        logger.LogInformation("Said hello to {Name}", name);
        return Results.Text($"Hello {name}");
    }
}
