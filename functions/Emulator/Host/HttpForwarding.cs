using System.Diagnostics;
using System.Net;
using System.Text;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Front;
using AccessReview.Emulator.Host.Rpc;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace AccessReview.Emulator.Host;

/// <summary>
/// Runs an HTTP function: sends an invocation to the worker and, at the same time, the request to the worker's own server.
/// The worker matches the two by a header.
/// </summary>
internal sealed partial class HttpForwarding(Worker worker, IWorkerInvoker invoker, IHttpForwarder forwarder, WorkInFlight work, ILogger<HttpForwarding> logger) : IDisposable
{
    private const string InvocationHeader = "x-ms-invocation-id";

    private static readonly TypedData EmptyRequest = new() { Http = new RpcHttp() };

    private static readonly ForwarderRequestConfig Config = new()
    {
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        // As in the real host.
        ActivityTimeout = TimeSpan.FromSeconds(240),
    };

    private readonly WorkInFlight _finishing = new();
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        // The same encoding as when the headers were read, because a client can send any characters in them.
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    });

    /// <exception cref="EmulatorRefusedException">The app has HTTP functions but no server for them.</exception>
    public void RequireHttpServer()
    {
        if (worker.Current is { Description.HttpUri: null })
            throw new EmulatorRefusedException("The app has HTTP functions; call ConfigureFunctionsWebApplication on its builder.");
    }

    public async Task ServeAsync(HttpContext http, WorkerFunction function)
    {
        if (worker.Current is not { Description.HttpUri: { } address })
        {
            await AnswerUnavailableAsync(http);
            return;
        }

        if (http.Request.ContentLength > http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            await HostAnswer.WriteAsync(http, StatusCodes.Status413PayloadTooLarge);
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
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var forwarded = ForwardAsync(http, address, failed);
        var invoked = RunAsync(function, inputs, failed, http.RequestAborted);
        // The caller has the whole response, and what the function does afterwards must not delay it.
        if (await Task.WhenAny(forwarded, invoked) == forwarded && await forwarded == ForwarderError.None && http.Response.HasStarted)
        {
            return;
        }

        try
        {
            var answer = await invoked;
            var error = await forwarded;
            // The function failed before it responded: the real host returns only the status.
            if (!http.Response.HasStarted && (answer.Failure is not null || error != ForwarderError.None))
                await HostAnswer.WriteAsync(http, Refusal(http) ?? StatusCodes.Status500InternalServerError);
        }
        catch (WorkerLostException)
        {
            await forwarded;
            await AbandonAsync(http);
        }
        catch (OperationCanceledException)
        {
            await forwarded;
            // Otherwise the client has disconnected.
            if (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
                await HostAnswer.WriteAsync(http, Refusal(http) ?? StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Completes when no function is running whose caller has already got the response.</summary>
    public Task WhenIdleAsync(CancellationToken cancellationToken) => _finishing.WhenIdleAsync(cancellationToken);

    /// <summary>Runs the invocation. The worker waits for its request, which never comes if this server refuses it or if it is lost.</summary>
    private async Task<InvocationAnswer> RunAsync(WorkerFunction function, InvocationInputs inputs, TaskCompletionSource failed, CancellationToken cancellationToken)
    {
        using var underWay = work.Begin();
        using var finishing = _finishing.Begin();
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var invoked = invoker.InvokeAsync(function, inputs, given.Token);
        if (await Task.WhenAny(invoked, failed.Task) != invoked)
            await given.CancelAsync();
        var answer = await invoked;
        if (answer.Failure is { IsCancelled: false } failure)
            Log.Failed(logger, function.Name, inputs.Id, failure.Message);
        return answer;
    }

    private async Task<ForwarderError> ForwardAsync(HttpContext http, Uri address, TaskCompletionSource failed)
    {
        var error = await forwarder.SendAsync(http, address.ToString(), _client, Config, HttpTransformer.Default);
        if (error != ForwarderError.None)
            failed.SetResult();
        return error;
    }

    public static Task AnswerUnavailableAsync(HttpContext http) => HostAnswer.WriteAsync(http, StatusCodes.Status503ServiceUnavailable);

    public void Dispose() => _client.Dispose();

    private static Task AbandonAsync(HttpContext http)
    {
        if (!http.Response.HasStarted)
            return AnswerUnavailableAsync(http);
        http.Abort();
        return Task.CompletedTask;
    }

    /// <summary>The status if this server refused the request while reading it, for example because its body is too large; otherwise null.</summary>
    private static int? Refusal(HttpContext http) =>
        http.Features.Get<IForwarderErrorFeature>()?.Exception is { } failed ? Causes(failed).OfType<BadHttpRequestException>().FirstOrDefault()?.StatusCode : null;

    private static IEnumerable<Exception> Causes(Exception exception) =>
        exception is AggregateException several
            ? several.InnerExceptions.SelectMany(Causes)
            : exception.InnerException is { } inner ? Causes(inner).Prepend(exception) : [exception];

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Function} failed ({InvocationId}): {Why}")]
        public static partial void Failed(ILogger logger, string function, string invocationId, string why);
    }
}
