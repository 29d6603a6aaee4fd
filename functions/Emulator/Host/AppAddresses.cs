using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>
/// Where functions listen, known before they do: links in mails and in the console begin with the address that is really
/// served. A port that may be any is taken here and held until the web server listens on it.
/// </summary>
internal sealed class AppAddresses(IConfiguration configuration)
{
    private const string Setting = "Emulator:Urls";

    private readonly List<Socket> _held = [];
    private List<ListenAddress>? _chosen;

    public IReadOnlyList<ListenAddress> All => _chosen ??= Choose();

    /// <summary>The address by which this machine reaches the app.</summary>
    public Uri Site => All[0].Reachable;

    /// <summary>True: its port is taken already, by us.</summary>
    public bool Holds(ListenAddress address) => _held.Exists(held => held.LocalEndPoint is IPEndPoint { Port: var port } && port == address.Uri.Port);

    /// <summary>The web server takes the ports that are held for it.</summary>
    public void Bind(SocketTransportOptions transport) => transport.CreateBoundListenSocket = endpoint =>
    {
        if (_held.Find(held => endpoint.Equals(held.LocalEndPoint)) is not { } found)
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        _held.Remove(found);
        return found;
    };

    private List<ListenAddress> Choose()
    {
        var options = EmulatorServices.Options(configuration);
        var asked = (configuration["urls"] ?? options.Urls).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (asked.Length == 0)
            throw new EmulatorRefusedException($"{Setting} names no address; write one like http://localhost:7071.");
        return [.. asked.Select(url => Choose(url, options.AllowRemote))];
    }

    private ListenAddress Choose(string url, bool allowRemote)
    {
        var address = ListenAddress.Parse(url, Setting);
        address.RequireLoopback(allowRemote);
        if (address.Uri.Port != 0)
            return address;
        var held = address.HoldFreePort();
        _held.Add(held);
        return address.At(((IPEndPoint)held.LocalEndPoint!).Port); // It is bound.
    }
}
