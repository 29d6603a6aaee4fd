using System.Diagnostics;
using System.Net;
using AccessReview.Emulator.Front;
using AccessReview.Emulator.Host.Rpc;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace AccessReview.Emulator.Host;

/// <summary>
/// Runs an HTTP function: an invocation for the worker, and at the same time the request itself for the worker's own
/// server, which pairs the two by a header.
/// </summary>
internal sealed partial class HttpForwarding(Worker worker, IWorkerInvoker invoker, IHttpForwarder forwarder, ILogger<HttpForwarding> logger) : IDisposable
{
    private const string InvocationHeader = "x-ms-invocation-id";

    private static readonly TypedData EmptyRequest = new() { Http = new RpcHttp() };

    private static readonly ForwarderRequestConfig Config = new()
    {
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        // As the real host has it.
        ActivityTimeout = TimeSpan.FromSeconds(240),
    };

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
    });

    /// <exception cref="EmulatorRefusedException">The app has HTTP functions and no server for them.</exception>
    public void RequireHttpServer()
    {
        if (worker.Current is { Description.HttpUri: null })
            throw new EmulatorRefusedException("The app has HTTP functions; call ConfigureFunctionsWebApplication on its builder.");
    }

    public async Task ServeAsync(HttpContext http, WorkerFunction function)
    {
        if (worker.Current is not { Description.HttpUri: { } address })
        {
            AnswerUnavailable(http.Response);
            return;
        }

        var inputs = new InvocationInputs
        {
            Trigger = EmptyRequest,
            TriggerMetadata = http.Request.RouteValues.ToDictionary(value => value.Key, value => new TypedData { String = value.Value?.ToString() ?? "" }),
            TraceParent = Activity.Current?.Id ?? "",
            TraceState = Activity.Current?.TraceStateString ?? "",
        };
        http.Request.Headers[InvocationHeader] = inputs.Id;
        var forwarded = forwarder.SendAsync(http, address.ToString(), _client, Config, HttpTransformer.Default).AsTask();
        try
        {
            var answer = await invoker.InvokeAsync(function, inputs, http.RequestAborted);
            var error = await forwarded;
            if (answer.Failure is { IsCancelled: false } failure)
                Log.Failed(logger, function.Name, inputs.Id, failure.Message);
            // A function that failed before it answered: the real host tells the caller nothing but that.
            if (!http.Response.HasStarted && (answer.Failure is not null || error != ForwarderError.None))
                Answer(http.Response, Refusal(http) ?? StatusCodes.Status500InternalServerError);
        }
        catch (WorkerLostException)
        {
            await forwarded;
            Abandon(http);
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
            await forwarded;
        }
    }

    public static void AnswerUnavailable(HttpResponse response)
    {
        Answer(response, StatusCodes.Status503ServiceUnavailable);
        response.Headers.RetryAfter = "2";
    }

    /// <summary>An answer that no function has written.</summary>
    public static void Answer(HttpResponse response, int status)
    {
        response.Clear();
        AnswerHeaders.Put(response);
        response.StatusCode = status;
    }

    public void Dispose() => _client.Dispose();

    private static void Abandon(HttpContext http)
    {
        if (http.Response.HasStarted)
            http.Abort();
        else
            AnswerUnavailable(http.Response);
    }

    /// <summary>What this server refused while it read the request, such as a body that is too long.</summary>
    private static int? Refusal(HttpContext http) =>
        http.Features.Get<IForwarderErrorFeature>()?.Exception is { } failed ? Causes(failed).OfType<BadHttpRequestException>().FirstOrDefault()?.StatusCode : null;

    private static IEnumerable<Exception> Causes(Exception exception) =>
        exception is AggregateException several
            ? several.InnerExceptions.SelectMany(Causes)
            : exception.InnerException is { } inner ? Causes(inner).Prepend(exception) : [exception];

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed ({InvocationId}): {Why}")]
        public static partial void Failed(ILogger logger, string function, string invocationId, string why);
    }
}
