using System.Net;
using AccessReview.Emulator.Front;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AccessReview.Emulator.Host;

/// <summary>The addresses the host listens on: one or more for HTTP functions, and a local port for workers.</summary>
internal sealed class HostAddresses(IReadOnlyList<ListenAddress> front)
{
    private readonly List<ListenOptions> _front = [];
    private ListenOptions? _rpc;

    /// <summary>The URL at which this machine reaches the HTTP functions. Known after the host listens.</summary>
    public Uri Front => new UriBuilder(front[0].Reachable) { Port = PortOf(_front[0]) }.Uri;

    /// <exception cref="EmulatorRefusedException">Another program uses a configured port.</exception>
    public void RequireFree()
    {
        foreach (var address in front.Where(address => address.Uri.Port != 0))
            address.RequireFree("Emulator:Urls");
    }

    /// <summary>The address of FunctionRpc and the other services that workers call. Known after the host listens.</summary>
    public Uri Rpc => new($"http://127.0.0.1:{PortOf(_rpc!)}"); // Set before the server starts.

    /// <summary>True for a connection to <see cref="Rpc"/>.</summary>
    public static bool IsRpc(HttpContext http) => http.Features.Get<RpcConnection>() is not null;

    public void Configure(KestrelServerOptions kestrel)
    {
        // Workers use HTTP/2 without TLS.
        kestrel.Listen(IPAddress.Loopback, 0, options =>
        {
            options.Protocols = HttpProtocols.Http2;
            options.Use(next => connection =>
            {
                connection.Features.Set(RpcConnection.Instance);
                return next(connection);
            });
            _rpc = options;
        });

        ServerRefusals.Configure(kestrel);
        foreach (var address in front)
        {
            if (IPAddress.TryParse(address.Uri.Host.Trim('[', ']'), out var ip))
                kestrel.Listen(ip, address.Uri.Port, _front.Add);
            else
                kestrel.ListenLocalhost(address.Uri.Port, _front.Add);
        }
    }

    // Kestrel writes the assigned port into the listener's options.
    private static int PortOf(ListenOptions options) => options.IPEndPoint?.Port ?? throw new InvalidOperationException("The host does not listen yet.");

    private sealed class RpcConnection
    {
        public static readonly RpcConnection Instance = new();
    }
}
