using System.Net;
using System.Net.Sockets;

namespace AccessReview.Emulator.Host;

/// <summary>An address to listen on: read, kept to this machine, and known to be free before anything is started.</summary>
/// <param name="Uri">With 0.0.0.0 in the place of a name that stands for every address.</param>
internal sealed record ListenAddress(Uri Uri)
{
    /// <summary>http://+ and http://*: every address of this machine, as Kestrel and ASPNETCORE_URLS have it.</summary>
    private static readonly string[] Everywhere = ["http://+", "http://*"];

    private IPAddress Ip => IPAddress.TryParse(Uri.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Loopback;

    private bool IsEverywhere => Ip.Equals(IPAddress.Any) || Ip.Equals(IPAddress.IPv6Any);

    /// <summary>An address of every interface is none that a browser could open.</summary>
    public Uri Reachable => IsEverywhere ? new UriBuilder(Uri) { Host = "localhost" }.Uri : Uri;

    public static ListenAddress Parse(string url, string setting)
    {
        if (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            throw new EmulatorRefusedException($"The emulator speaks http only, not {url} as {setting} says; write an http address, put a server that speaks https before it, and set Site:BaseUrl to that server's address.");
        var name = Everywhere.FirstOrDefault(name => url.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        var text = name is null ? url : "http://0.0.0.0" + url[name.Length..];
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            throw new EmulatorRefusedException($"The address '{url}' in {setting} cannot be used; write one like http://localhost:7071.");
        // Kestrel binds both loopback addresses for localhost, so it cannot choose one port for them.
        return new ListenAddress(address is { Port: 0, Host: "localhost" } ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri : address);
    }

    public ListenAddress At(int port) => new(new UriBuilder(Uri) { Port = port }.Uri);

    public void RequireLoopback(bool allowRemote)
    {
        if (!Uri.IsLoopback && !allowRemote)
            throw new EmulatorRefusedException($"The emulator is for this machine only and does not listen on {Uri.Authority}; use a localhost address, or set Emulator:AllowRemote=true if everybody who can reach it may use it.");
    }

    public void RequireFree(string setting)
    {
        try
        {
            using var probe = new TcpListener(Ip, Uri.Port);
            probe.Start();
        }
        catch (SocketException taken)
        {
            throw taken.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? EmulatorRefusedException.PortInUse(Uri.Port, setting, taken)
                : new EmulatorRefusedException($"This machine cannot listen on {Uri.Authority} ({taken.Message}); choose another address with {setting}.", taken);
        }
    }

    /// <summary>A free port of the address's host, held until somebody listens on it: a port that is only looked up may be another's a moment later.</summary>
    public Socket HoldFreePort()
    {
        var socket = new Socket(Ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(Ip, 0));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
