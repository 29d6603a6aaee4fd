using System.Threading.Channels;
using AccessReview.Emulator.Faults;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccessReview.Emulator.Storage;

/// <summary>
/// The one SQLite file that holds everything. All writes go through one writer, which puts whatever waits into one
/// commit: many callers share one fsync, and a caller is answered only after its work is on disk.
/// </summary>
internal sealed partial class EmulatorDatabase : IAsyncDisposable
{
    private const int MaxWorkInOneCommit = 512;
    private const long MaxBytesChecked = 512 * 1024 * 1024;

    // Reading is work for a core: more readers than this would only wait for one another.
    private static readonly int MaxReaders = Math.Clamp(2 * Environment.ProcessorCount, 4, 16);

    private readonly Channel<DatabaseWork> _queue = Channel.CreateUnbounded<DatabaseWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string _path;
    private readonly ILogger _logger;
    private readonly FaultLog _faultLog;
    private readonly EmulatorConnection _writerConnection;
    private readonly ConnectionPool _readers;
    private readonly Task _writer;
    private long _faults;

    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="logger">Told once a minute what keeps the file from being read or written.</param>
    /// <param name="time">The machine's time.</param>
    /// <exception cref="StorageException">It cannot be opened.</exception>
    public EmulatorDatabase(string path, ILogger<EmulatorDatabase>? logger = null, TimeProvider? time = null)
    {
        _path = Path.GetFullPath(path);
        _logger = logger ?? NullLogger<EmulatorDatabase>.Instance;
        _faultLog = new FaultLog(time ?? TimeProvider.System);
        var connectionString = new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ToString();
        _writerConnection = Guarded(() =>
        {
            if (Path.GetDirectoryName(_path) is { } folder)
                PrivateFiles.CreateFolder(folder);
            PrivateFiles.EnsureFile(_path);
            return EmulatorConnection.Open(connectionString);
        });
        _readers = new ConnectionPool(() => EmulatorConnection.Open(connectionString), MaxReaders);
        _writer = Task.Factory.StartNew(WriteLoop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How often the file could not be read or written so far; whoever fails while it grows may blame the file.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Connections that are open for reading.</summary>
    public int Readers => _readers.Open;

    /// <summary>For tests: every write fails as it would on a disk that is full.</summary>
    public bool IsFull { get; set; }

    /// <summary>Makes an engine's tables; called once by each engine before it serves.</summary>
    public void EnsureSchema(string sql) => WriteAsync(connection => connection.ExecuteScript(sql)).GetAwaiter().GetResult();

    /// <summary>Runs <paramref name="work"/> alone on the writer and answers when it is durable. What it throws undoes only itself.</summary>
    /// <exception cref="StorageException">The file cannot be written; nothing was done.</exception>
    public Task<T> WriteAsync<T>(Func<EmulatorConnection, T> work)
    {
        var item = new DatabaseWork<T>(work, _path);
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

    /// <summary>Reads the last committed state, on a connection of its own. A read inside another one may wait for ever.</summary>
    /// <exception cref="StorageException">The file cannot be read.</exception>
    public T Read<T>(Func<EmulatorConnection, T> work) => Guarded(() =>
    {
        var connection = _readers.Take();
        try
        {
            var result = work(connection);
            _readers.Return(connection);
            return result;
        }
        catch (SqliteException)
        {
            _readers.Discard(connection);
            throw;
        }
        catch
        {
            _readers.Return(connection);
            throw;
        }
    });

    /// <summary>Reads the whole file, so that damage shows at the start and not when somebody needs the row.</summary>
    /// <exception cref="StorageException">It is damaged.</exception>
    public void ThrowIfDamaged()
    {
        // A file larger than this would hold the start up for many seconds; there damage shows where it is read.
        if (new FileInfo(_path).Length <= MaxBytesChecked && Read(connection => connection.Scalar<string>("PRAGMA quick_check(1)")) is not "ok")
            throw new StorageException(StorageFault.Damaged, _path, null);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
        _readers.Dispose();
        _writerConnection.Dispose();
    }

    private T Guarded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (SqliteException broken) when (StorageException.Of(broken, _path) is { } fault)
        {
            Note(fault);
            throw fault;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StorageFault.Unreachable, _path, closed);
        }
    }

    private void WriteLoop()
    {
        var batch = new List<DatabaseWork>(MaxWorkInOneCommit);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < MaxWorkInOneCommit && _queue.Reader.TryRead(out var work))
                batch.Add(work);

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<DatabaseWork> batch)
    {
        try
        {
            if (IsFull)
                throw new StorageException(StorageFault.Full, _path, null);
            _writerConnection.Execute("BEGIN IMMEDIATE");
            foreach (var work in batch)
                work.Run(_writerConnection);
            _writerConnection.Execute("COMMIT");
        }
        // The disk is full or broken: nobody in this batch may be told that their work is safe. And the writer outlives everything.
#pragma warning disable CA1031
        catch (Exception broken)
#pragma warning restore CA1031
        {
            _writerConnection.RollBackQuietly();
            var told = broken is SqliteException error ? StorageException.Of(error, _path) ?? broken : broken;
            if (told is StorageException fault)
                Note(fault);
            foreach (var work in batch)
                work.Fail(told);
            return;
        }

        foreach (var work in batch)
        {
            if (work.Publish() is StorageException fault)
                Note(fault);
        }
    }

    private void Note(StorageException fault)
    {
        Interlocked.Increment(ref _faults);
        if (_faultLog.IsDue(nameof(EmulatorDatabase), fault, out var leftOut))
            Log.Faulty(_logger, fault.Message, fault.InnerException?.Message, leftOut);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{What} ({Cause}; {LeftOut} more failures since this was last logged)")]
        public static partial void Faulty(ILogger logger, string what, string? cause, int leftOut);
    }
}
