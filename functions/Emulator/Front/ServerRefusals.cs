using System.Diagnostics;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AccessReview.Emulator.Front;

/// <summary>
/// Kestrel answers a request that it cannot parse before any middleware runs, and has no hook to change the response.
/// It raises a diagnostic event before it does so. This class listens to it and notifies the connection's output.
/// </summary>
/// <remarks>https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/diagnostics#identify-bad-requests</remarks>
internal sealed class ServerRefusals : IObserver<KeyValuePair<string, object?>>
{
    private const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    public static void Configure(KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection =>
        {
            var output = new RefusalWriter(connection.Transport.Output);
            connection.Features.Set(output);
            connection.Transport = new Duplex(connection.Transport.Input, output);
            return next(connection);
        }));

    /// <summary>Subscribes to this event only, because each further event costs time for each request.</summary>
    public static IDisposable Watch(DiagnosticListener listener) => listener.Subscribe(new ServerRefusals(), name => name == BadRequest);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is IFeatureCollection features && features.Get<RefusalWriter>() is { } output)
            output.Expect(features.Get<IHttpRequestFeature>()?.Method is not { } method || !HttpMethods.IsHead(method));
    }

    public void OnCompleted()
    {
        // The server has stopped.
    }

    public void OnError(Exception error)
    {
        // DiagnosticListener reports no errors.
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
