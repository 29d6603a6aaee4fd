using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>Routes that match the same paths; each function answers with its name.</summary>
public sealed class RouteOrderSample
{
    [Function(nameof(ByAnyWord))]
    public IResult ByAnyWord([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "order/{word}")] HttpRequest request) => Answer(request, nameof(ByAnyWord));

    [Function("catchAll")]
    public IResult CatchAll([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) => Answer(request, "catchAll");

    [Function(nameof(PlainWord))]
    public IResult PlainWord([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "order/plain")] HttpRequest request) => Answer(request, nameof(PlainWord));

    [Function(nameof(TwoWords))]
    public IResult TwoWords([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "order/{first}/{second}")] HttpRequest request) => Answer(request, nameof(TwoWords));

    private static IResult Answer(HttpRequest request, string name) => Results.Text(request.Path.HasValue ? name : "");
}
