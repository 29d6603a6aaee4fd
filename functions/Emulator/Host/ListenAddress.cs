using System.Net;
using System.Net.Sockets;

namespace AccessReview.Emulator.Host;

/// <summary>Addresses to listen on: read, kept to this machine, and known to be free before anything is started.</summary>
internal static class ListenAddress
{
    public static Uri Parse(string url, string setting)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            throw new EmulatorRefusedException($"The address '{url}' in {setting} cannot be used; write one like http://localhost:7071.");
        // Kestrel binds both loopback addresses for localhost, so it cannot choose one port for them.
        return address is { Port: 0, Host: "localhost" } ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri : address;
    }

    public static void RequireLoopback(Uri address, bool allowRemote)
    {
        if (!address.IsLoopback && !allowRemote)
            throw new EmulatorRefusedException($"The emulator is for this machine only and does not listen on {address.Authority}; use a localhost address, or set Emulator:AllowRemote=true if everybody who can reach it may use it.");
    }

    public static void RequireFree(Uri address, string setting)
    {
        if (address.Port == 0)
            return;
        try
        {
            using var probe = new TcpListener(IpOf(address), address.Port);
            probe.Start();
        }
        catch (SocketException taken)
        {
            throw new EmulatorRefusedException($"The port {address.Port} is in use; stop the program that listens on it, or choose another with {setting}.", taken);
        }
    }

    /// <summary>A free port of the address's host, held until somebody listens on it: a port that is only looked up may be another's a moment later.</summary>
    public static Socket HoldFreePort(Uri address)
    {
        var ip = IpOf(address);
        var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(ip, 0));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static IPAddress IpOf(Uri address) => IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Loopback;
}
