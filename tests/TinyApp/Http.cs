using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccessReview.TinyApp;

/// <summary>HTTP functions, each for one behaviour of the host.</summary>
public sealed partial class Http(IConfiguration configuration, TimeProvider time, ILogger<Http> logger)
{
    private static readonly TaskCompletionSource Released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Function("Hello")]
    public IResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name}")] HttpRequest request, string name)
    {
        Log.Hello(logger, name);
        return Results.Text($"Hello {name}");
    }

    [Function("WithoutRoute")]
    public IResult WithoutRoute([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text($"{request.Method} {request.QueryString}");

    [Function("Empty")]
    public IResult Empty([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "empty")] HttpRequest request) => Results.NoContent();

    /// <summary>Whether the container has a transport for clients of Azure's services.</summary>
    [Function("Transport")]
    public IResult Transport([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transport")] HttpRequest request) =>
        Results.Text(request.HttpContext.RequestServices.GetService<HttpPipelineTransport>()?.GetType().Name ?? "none");

    [Function("HeadOnly")]
    public IResult HeadOnly([HttpTrigger(AuthorizationLevel.Anonymous, "head", Route = "head")] HttpRequest request) => Results.NoContent();

    [Function("ForKeyHolders")]
    public IResult ForKeyHolders([HttpTrigger(AuthorizationLevel.Function, "get", Route = "key")] HttpRequest request) => Results.Text("key");

    [Function("ForAdmins")]
    public IResult ForAdmins([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "admin-key")] HttpRequest request) => Results.Text("admin");

    /// <summary>
    /// Routes are matched in the order of the functions' names, ignoring case, so this one also answers requests for the
    /// next.
    /// </summary>
    [Function("anyOrder")]
    public IResult AnyOrder([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/{*rest}")] HttpRequest request, string rest) => Results.Text($"any {rest}");

    [Function("OneOrder")]
    public IResult OneOrder([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/one")] HttpRequest request) => Results.Text("one");

    [Function("ByNumber")]
    public IResult ByNumber(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "results/{id:int}/{word=none}")] HttpRequest request, int id, string word) =>
        Results.Text($"{request.Method} {id} {word}", statusCode: StatusCodes.Status202Accepted);

    [Function("ByWord")]
    public IResult ByWord(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/{word:alpha}")] HttpRequest request, string word, FunctionContext context) =>
        Results.Text($"{word} {context.BindingContext.BindingData["word"]} {request.Path}");

    [Function("Length")]
    public async Task<IResult> Length([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "length")] HttpRequest request)
    {
        long length = 0;
        var buffer = new byte[65536];
        while (await request.Body.ReadAsync(buffer) is > 0 and var read)
            length += read;
        return Results.Text($"{length}");
    }

    /// <summary>Sends one line, and the rest once <see cref="Release"/> has been called.</summary>
    [Function("TwoLines")]
    public async Task TwoLines([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "two-lines")] HttpRequest request)
    {
        var response = request.HttpContext.Response;
        await response.WriteAsync("one\n");
        await response.Body.FlushAsync();
        await Released.Task;
        await response.WriteAsync("two\n");
    }

    [Function("Release")]
    public IResult Release([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "release")] HttpRequest request)
    {
        Released.TrySetResult();
        return Results.NoContent();
    }

    [Function("Client")]
    public IResult Client([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "client")] HttpRequest request, FunctionContext context) =>
        Results.Text($"{request.HttpContext.Connection.RemoteIpAddress} {request.Scheme}://{request.Host} {request.Headers["x-ms-invocation-id"] == context.InvocationId}");

    [Function("Fails")]
    public IResult Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails")] HttpRequest request)
    {
        request.HttpContext.Response.Headers["x-secret"] = "left behind";
        throw new InvalidOperationException("It fails on purpose.");
    }

    /// <summary>Runs until it is cancelled.</summary>
    [Function("Waits")]
    public async Task<IResult> Waits([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waits")] HttpRequest request, FunctionContext context)
    {
        Log.Waits(logger);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            Log.Cancelled(logger);
            throw;
        }

        return Results.NoContent();
    }

    /// <summary>Never ends, cancelled or not.</summary>
    [Function("Hangs")]
    public async Task Hangs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hangs")] HttpRequest request) => await new TaskCompletionSource().Task;

    [Function("Crash")]
    public void Crash([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "crash")] HttpRequest request) => Environment.Exit(3);

    [Function("ProcessId")]
    public IResult ProcessId([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "process")] HttpRequest request) => Results.Text($"{Environment.ProcessId}");

    [Function("Setting")]
    public IResult Setting([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settings/{name}")] HttpRequest request, string name) => Results.Text(configuration[name] ?? "none");

    [Function("Clock")]
    public IResult Clock([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "clock")] HttpRequest request) => Results.Text($"{time.GetUtcNow():s}");

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Said hello to {Name}")]
        public static partial void Hello(ILogger logger, string name);

        [LoggerMessage(Level = LogLevel.Information, Message = "Waits for its cancellation")]
        public static partial void Waits(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "Was cancelled")]
        public static partial void Cancelled(ILogger logger);
    }
}
