using System.Threading.Channels;
using AccessReview.Emulator.Faults;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccessReview.Emulator.Storage;

/// <summary>
/// The SQLite file that holds all data. One writer does all writes and puts all waiting work into one commit,
/// so that many callers share one fsync. A caller gets its result only after it is on disk.
/// </summary>
internal sealed partial class EmulatorDatabase : IAsyncDisposable
{
    private const int MaxWorkInOneCommit = 512;
    private const long MaxBytesChecked = 512 * 1024 * 1024;

    // Reading is CPU work, so more readers would only wait for each other.
    private static readonly int MaxReaders = Math.Clamp(2 * Environment.ProcessorCount, 4, 16);

    private readonly Channel<DatabaseWork> _queue = Channel.CreateUnbounded<DatabaseWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string _path;
    private readonly ILogger _logger;
    private readonly FaultLog _faultLog;
    private readonly EmulatorConnection _writerConnection;
    private readonly ConnectionPool _readers;
    private readonly Task _writer;
    private long _faults;

    /// <param name="path">The file; its folder is created if it does not exist.</param>
    /// <param name="logger">Logs once a minute why the file cannot be read or written.</param>
    /// <param name="time">The machine's time.</param>
    /// <exception cref="StorageException">The file cannot be opened.</exception>
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

    /// <summary>The number of failed reads and writes so far. Work that fails while it grows may have failed because of the file.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>The number of open connections for reading.</summary>
    public int Readers => _readers.Open;

    /// <summary>For tests: every write fails as on a full disk.</summary>
    public bool IsFull { get; set; }

    /// <summary>Creates an engine's tables; each engine calls it once before it serves.</summary>
    public void EnsureSchema(string sql) => WriteAsync(connection => connection.ExecuteScript(sql)).GetAwaiter().GetResult();

    /// <summary>Runs <paramref name="work"/> exclusively on the writer; completes when it is durable. An exception undoes only this work.</summary>
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

    /// <summary>Reads the last committed state on a separate connection. A read inside another read can deadlock.</summary>
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

    /// <summary>Reads the whole file, so that damage is found at the start and not when a row is needed.</summary>
    /// <exception cref="StorageException">The file is damaged.</exception>
    public void ThrowIfDamaged()
    {
        // Checking a larger file would delay the start by many seconds; its damage is found when it is read.
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
        // The disk is full or broken: no caller in this batch may get a success. The writer must survive any exception.
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
            Log.StorageFailed(_logger, fault.Message, fault.InnerException?.Message, leftOut);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{What} ({Cause}; {LeftOut} more failures since this was last logged)")]
        public static partial void StorageFailed(ILogger logger, string what, string? cause, int leftOut);
    }
}
