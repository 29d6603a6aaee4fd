using System.Net;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace AccessReview.Emulator.Tables;

/// <summary>A Table service on a loopback address for the real client; with path-style URLs, as Azurite.</summary>
internal sealed partial class TablesEndpoint(
    TablesOptions options,
    EntityStore store,
    TableRequests requests,
    EmulatorClock clock,
    WorkInFlight work,
    ILogger<TablesEndpoint> logger) : IAsyncDisposable
{
    public const int LargestBody = 4 * 1024 * 1024;
    private const int LongestRequestLine = 64 * 1024;

    private readonly FaultLog _faults = new(TimeProvider.System);
    private WebApplication? _server;

    /// <summary>The account's URL for a connection string's TableEndpoint; known after the start.</summary>
    public Uri Address { get; private set; } = options.Url;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        store.EnsureSchema();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        if (options.Held is { } held)
            builder.Services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = _ => held);
        _server = builder.Build();
        _server.Run(ServeAsync);
        await _server.StartAsync(cancellationToken);
        Address = new Uri(new Uri(_server.Urls.First()), DevelopmentAccount.Name);
        Log.Listening(logger, Address);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        // A filter can be long.
        kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        kestrel.Listen(IPAddress.TryParse(options.Url.Host, out var ip) ? ip : IPAddress.Loopback, options.Url.Port);
    }

    /// <summary>Answers one request, over HTTP or from this process.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        using var token = work.Begin();
        var exchange = new TableExchange(context);
        context.Response.Headers["x-ms-request-id"] = exchange.RequestId;
        context.Response.Headers["x-ms-version"] = context.Request.Headers["x-ms-version"];
        try
        {
            SharedKey.Verify(context.Request, exchange.RawPath);
            await requests.ServeAsync(exchange);
        }
        catch (TableFault fault)
        {
            await exchange.AnswerAsync(fault, clock.GetUtcNow());
        }
        catch (BadHttpRequestException unreadable) when (unreadable.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await exchange.AnswerAsync(TableFaults.BodyTooLarge(), clock.GetUtcNow());
        }
        // The database logs the cause once a minute; the client retries.
        catch (StorageException) when (!context.Response.HasStarted)
        {
            context.Response.Headers.RetryAfter = "1";
            await exchange.AnswerAsync(TableFaults.ServerBusy(), clock.GetUtcNow());
        }
        // The client has disconnected.
        catch (Exception gone) when (gone is OperationCanceledException or BadHttpRequestException or EndOfStreamException)
        {
            context.Abort();
        }
        // Any other exception is a server error, so that the client retries.
#pragma warning disable CA1031
        catch (Exception broken)
#pragma warning restore CA1031
        {
            if (_faults.IsDue(context.Request.Method, broken, out var leftOut))
                Log.Failed(logger, broken, context.Request.Method, exchange.RawPath, leftOut);
            if (context.Response.HasStarted)
                context.Abort();
            else
                await exchange.AnswerAsync(TableFaults.InternalError(), clock.GetUtcNow());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Table service started on {Address}")]
        public static partial void Listening(ILogger logger, Uri address);

        [LoggerMessage(2, LogLevel.Error, "{Method} {Path} failed ({LeftOut} more failures since this was last logged)")]
        public static partial void Failed(ILogger logger, Exception exception, string method, string path, int leftOut);
    }
}
