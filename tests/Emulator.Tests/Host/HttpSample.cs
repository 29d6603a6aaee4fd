using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.Emulator.Tests.Host;

internal sealed class HttpSample
{
    [Function(nameof(Hello))]
    public IActionResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new OkObjectResult(new { Hello = request.Query["name"].ToString() });

    [Function(nameof(Result))]
    public static IResult Result([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "results/{id:int}/{word=none}")] HttpRequest request, int id, string word) =>
        Results.Json(new { id, word, request.Method }, statusCode: StatusCodes.Status202Accepted);

    [Function(nameof(ByName))]
    public Task<IResult> ByName([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/{name:alpha}")] HttpRequest request, string name, FunctionContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Results.Text($"{name} {context.FunctionDefinition.Name} {context.BindingContext.BindingData["name"]} {cancellationToken.CanBeCanceled} {request.Path}"));

    [Function(nameof(Silent))]
    public async Task Silent([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "silent")] HttpRequest request)
    {
        request.HttpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        await Task.CompletedTask;
    }

    [Function(nameof(Broken))]
    public IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request)
    {
        request.HttpContext.Response.Headers["x-secret"] = "left behind";
        throw new InvalidOperationException("the reason");
    }

    [Function(nameof(Keyed))]
    public IResult Keyed([HttpTrigger(AuthorizationLevel.Function, "get", Route = "keyed")] HttpRequest request) => Results.Ok(request.Path.Value);

    [Function(nameof(Owned))]
    public IResult Owned([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "owned")] HttpRequest request) => Results.Ok(request.Path.Value);

    [Function(nameof(Any))]
    public IResult Any([HttpTrigger(AuthorizationLevel.Anonymous, Route = "any")] HttpRequest request) => Results.Text($"{request.Method} {request.HttpContext.Connection.RemoteIpAddress}");

    [Function(nameof(Seen))]
    public IResult Seen([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "seen")] HttpRequest request) =>
        Results.Text($"{request.Scheme} {request.Host} {request.HttpContext.Connection.RemoteIpAddress}");
}
