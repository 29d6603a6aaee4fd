using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace AccessReview.Emulator.Storage;

/// <summary>
/// The one SQLite file that holds everything. All writes go through one writer, which puts whatever waits into one
/// commit: many callers share one fsync, and a caller is answered only after its work is on disk.
/// </summary>
internal sealed class EmulatorDatabase : IAsyncDisposable
{
    private const int MostWorkInOneCommit = 512;

    private readonly Channel<IWork> _queue = Channel.CreateUnbounded<IWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly EmulatorConnection _writerConnection;
    private readonly ConnectionPool _readers;
    private readonly Task _writer;

    /// <param name="path">The file; its folder is made where it is missing.</param>
    public EmulatorDatabase(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null)
            Directory.CreateDirectory(folder);

        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        _writerConnection = EmulatorConnection.Open(connectionString);
        _readers = new ConnectionPool(connectionString);
        _writer = Task.Factory.StartNew(WriteLoop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Makes an engine's tables; called once by each engine before it serves.</summary>
    public void EnsureSchema(string sql) => WriteAsync(connection => connection.ExecuteScript(sql)).GetAwaiter().GetResult();

    /// <summary>Runs <paramref name="work"/> alone on the writer and answers when it is durable. What it throws undoes only itself.</summary>
    public Task<T> WriteAsync<T>(Func<EmulatorConnection, T> work)
    {
        var item = new Work<T>(work);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(item), this);
        return item.Result;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<EmulatorConnection> work) =>
        WriteAsync(connection =>
        {
            work(connection);
            return true;
        });

    /// <summary>Reads the last committed state, on a connection of its own.</summary>
    public T Read<T>(Func<EmulatorConnection, T> work)
    {
        var connection = _readers.Take();
        try
        {
            return work(connection);
        }
        finally
        {
            _readers.Return(connection);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
        _readers.Dispose();
        _writerConnection.Dispose();
    }

    private void WriteLoop()
    {
        var batch = new List<IWork>(MostWorkInOneCommit);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < MostWorkInOneCommit && _queue.Reader.TryRead(out var work))
                batch.Add(work);

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<IWork> batch)
    {
        try
        {
            _writerConnection.Execute("BEGIN IMMEDIATE");
            foreach (var work in batch)
                work.Run(_writerConnection);
            _writerConnection.Execute("COMMIT");
        }
        // The disk is full or broken: nobody in this batch may be told that their work is safe.
        catch (SqliteException broken)
        {
            _writerConnection.RollBackQuietly();
            foreach (var work in batch)
                work.Fail(broken);
            return;
        }

        foreach (var work in batch)
            work.Publish();
    }

    private interface IWork
    {
        void Run(EmulatorConnection connection);

        void Publish();

        void Fail(Exception broken);
    }

    private sealed class Work<T>(Func<EmulatorConnection, T> body) : IWork
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;
        private Exception? _error;

        public Task<T> Result => _result.Task;

        public void Run(EmulatorConnection connection)
        {
            connection.Execute("SAVEPOINT work");
            try
            {
                _value = body(connection);
            }
            // Whatever a piece of work throws belongs to its caller; the rest of the batch goes on.
#pragma warning disable CA1031
            catch (Exception error)
#pragma warning restore CA1031
            {
                _error = error;
                connection.Execute("ROLLBACK TO work");
            }

            connection.Execute("RELEASE work");
        }

        public void Publish()
        {
            if (_error is null)
                _result.SetResult(_value!); // Set by Run, which did not throw.
            else
                _result.SetException(_error);
        }

        public void Fail(Exception broken) => _result.TrySetException(broken);
    }
}
