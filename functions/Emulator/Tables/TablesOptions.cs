using System.Net.Sockets;

namespace AccessReview.Emulator.Tables;

/// <summary>Where the Table service listens: a loopback address; port 0 takes a free one.</summary>
internal sealed record TablesOptions(Uri Url)
{
    /// <summary>The socket that holds the port already, or null: it is bound when the service starts.</summary>
    public Socket? Held { get; init; }
}
