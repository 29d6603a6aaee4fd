namespace AccessReview.Emulator.Storage;

/// <summary>
/// Reader connections with their prepared statements. There are at most <paramref name="max"/>, because each uses three file
/// descriptors of the process's limited number. A caller waits if all are in use.
/// </summary>
internal sealed class ConnectionPool(Func<EmulatorConnection> open, int max) : IDisposable
{
    private readonly object _gate = new();
    private readonly Stack<EmulatorConnection> _idle = [];
    private int _open;
    private bool _isClosed;

    /// <summary>The number of connections, in use or idle.</summary>
    public int Open
    {
        get
        {
            lock (_gate)
                return _open;
        }
    }

    public EmulatorConnection Take()
    {
        lock (_gate)
        {
            while (_idle.Count == 0 && _open == max && !_isClosed)
                Monitor.Wait(_gate);
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_idle.TryPop(out var idle))
                return idle;
            _open++;
        }

        try
        {
            return open();
        }
        catch
        {
            Leave(null);
            throw;
        }
    }

    public void Return(EmulatorConnection connection) => Leave(connection);

    /// <summary>Closes a connection that failed; the next one is opened again.</summary>
    public void Discard(EmulatorConnection connection)
    {
        connection.Dispose();
        Leave(null);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            while (_idle.TryPop(out var connection))
                connection.Dispose();
            Monitor.PulseAll(_gate);
        }
    }

    private void Leave(EmulatorConnection? connection)
    {
        lock (_gate)
        {
            if (connection is not null && !_isClosed)
                _idle.Push(connection);
            else
                _open--;
            if (_isClosed)
                connection?.Dispose();
            Monitor.Pulse(_gate);
        }
    }
}
