using System.Net;
using System.Net.Sockets;

namespace AccessReview.Emulator.Host;

/// <summary>An address to listen on. It is parsed, limited to this machine, and checked to be free before anything starts.</summary>
/// <param name="Uri">Contains 0.0.0.0 instead of a name for all interfaces.</param>
internal sealed record ListenAddress(Uri Uri)
{
    /// <summary>http://+ and http://*: all interfaces of this machine, as in Kestrel and ASPNETCORE_URLS.</summary>
    private static readonly string[] Everywhere = ["http://+", "http://*"];

    private IPAddress Ip => IPAddress.TryParse(Uri.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Loopback;

    private bool IsEverywhere => Ip.Equals(IPAddress.Any) || Ip.Equals(IPAddress.IPv6Any);

    /// <summary>A URL for browsers, because they cannot open an address of all interfaces.</summary>
    public Uri Reachable => IsEverywhere ? new UriBuilder(Uri) { Host = "localhost" }.Uri : Uri;

    public static ListenAddress Parse(string url, string setting)
    {
        if (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            throw new EmulatorRefusedException($"The emulator speaks http only, not {url} as {setting} says; write an http address, put a server that speaks https before it, and set Site:BaseUrl to that server's address.");
        var name = Everywhere.FirstOrDefault(name => url.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        var text = name is null ? url : "http://0.0.0.0" + url[name.Length..];
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            throw new EmulatorRefusedException($"The address '{url}' in {setting} cannot be used; write one like http://localhost:7071.");
        // Kestrel binds both loopback addresses for localhost, so it cannot choose one free port for them.
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

    /// <summary>
    /// Binds a free port of the address's host until the service listens on it.
    /// A port that is only looked up could be taken in the meantime.
    /// </summary>
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
