using System.Net.Sockets;

namespace AccessReview.Emulator.Tables;

/// <summary>The Table service's address: a loopback address; port 0: a free port.</summary>
internal sealed record TablesOptions(Uri Url)
{
    /// <summary>The socket that already holds the port; null: the port is bound when the service starts.</summary>
    public Socket? Held { get; init; }
}
