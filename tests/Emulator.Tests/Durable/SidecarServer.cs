using System.Net;
using AccessReview.Emulator.Durable.Client;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>The sidecar service on its own server, and the real client for it.</summary>
internal sealed class SidecarServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private ListenOptions? _listen;
    private GrpcChannel? _channel;

    public SidecarServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options =>
        {
            options.Protocols = HttpProtocols.Http2;
            _listen = options;
        }));
        builder.Services.AddRouting();
        builder.Services.AddGrpc(grpc => grpc.EnableDetailedErrors = true);
        builder.Services.AddTransient(_ => Sidecar);
        _web = builder.Build();
        _web.UseRouting();
        _web.MapGrpcService<SidecarService>();
    }

    /// <summary>The current service; a new one after each restart.</summary>
    public SidecarService Sidecar { get; set; } = null!; // Set before the first call.

    public DurableTaskClient Client { get; private set; } = null!; // Set by the start.

    public async Task StartAsync()
    {
        await _web.StartAsync();
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{_listen!.IPEndPoint!.Port}");
        Client = new GrpcDurableTaskClient("TestHubName", new GrpcDurableTaskClientOptions { Channel = _channel }, NullLogger.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _channel?.Dispose();
        await _web.DisposeAsync();
    }
}
