using System.Net;
using System.Net.Sockets;

namespace AccessReview.Emulator.Tests.ServiceBus;

/// <summary>
/// A proxy to the endpoint whose connections a test can break: both ends of every connection see it, and new connections
/// work.
/// </summary>
internal sealed class CutWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _ends = [];
    private readonly Task _accepting;

    public CutWire(int target)
    {
        _listener.Start();
        _accepting = AcceptAsync(target);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut()
    {
        lock (_gate)
        {
            foreach (var end in _ends)
            {
                // Without a clean close; a connection that has already ended has no socket.
                end.Client?.Close(0);
                end.Close();
            }

            _ends.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        Cut();
    }

    private async Task AcceptAsync(int target)
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                await far.ConnectAsync(IPAddress.Loopback, target);
                lock (_gate)
                    _ends.AddRange([near, far]);
                _ = CarryAsync(near.GetStream(), far.GetStream());
                _ = CarryAsync(far.GetStream(), near.GetStream());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task CarryAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to);
            to.Close();
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException)
        {
            // The connection was broken.
        }
    }
}
