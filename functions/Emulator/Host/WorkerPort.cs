using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Host;

/// <summary>
/// The port at which a worker in the host's own process listens for HTTP. The worker announces a port that it only looked up, so
/// another process can take it before the worker listens. This one is held from the beginning.
/// </summary>
/// <remarks>The capability is named in Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore.</remarks>
internal static class WorkerPort
{
    private const string Capability = "HttpUri";

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Hold(IServiceCollection container)
    {
        if (container.All(service => service.ServiceType != typeof(IServer)))
            return;
        // The web server owns it from its start on.
#pragma warning disable CA2000
        var held = new ListenAddress(new Uri("http://127.0.0.1:0")).HoldFreePort();
#pragma warning restore CA2000
        var port = ((IPEndPoint)held.LocalEndPoint!).Port; // It is bound.
        container.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = wanted =>
            wanted is IPEndPoint { AddressFamily: AddressFamily.InterNetwork } ? held : throw new SocketException((int)SocketError.AddressNotAvailable));
        container.PostConfigure<WorkerOptions>(worker =>
        {
            if (worker.Capabilities.ContainsKey(Capability))
                worker.Capabilities[Capability] = $"http://127.0.0.1:{port}";
        });
    }
}
