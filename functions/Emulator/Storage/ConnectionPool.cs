namespace AccessReview.Emulator.Storage;

/// <summary>
/// Reader connections, kept warm with their prepared statements. There are never more than <paramref name="max"/>: each holds
/// three file descriptors, of which a process may have no more than a thousand. Whoever comes when all are taken waits for one.
/// </summary>
internal sealed class ConnectionPool(Func<EmulatorConnection> open, int max) : IDisposable
{
    private readonly object _gate = new();
    private readonly Stack<EmulatorConnection> _idle = [];
    private int _open;
    private bool _isClosed;

    /// <summary>Taken by somebody or kept for the next.</summary>
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

    /// <summary>It failed: the next one is opened anew.</summary>
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
