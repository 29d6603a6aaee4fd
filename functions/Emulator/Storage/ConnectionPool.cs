using System.Collections.Concurrent;

namespace AccessReview.Emulator.Storage;

/// <summary>Reader connections, kept warm with their prepared statements.</summary>
internal sealed class ConnectionPool(string connectionString) : IDisposable
{
    private readonly ConcurrentBag<EmulatorConnection> _idle = [];

    public EmulatorConnection Take() => _idle.TryTake(out var connection) ? connection : EmulatorConnection.Open(connectionString);

    public void Return(EmulatorConnection connection) => _idle.Add(connection);

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }
}
