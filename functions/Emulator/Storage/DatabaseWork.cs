using Microsoft.Data.Sqlite;

namespace AccessReview.Emulator.Storage;

/// <summary>Work for the database's writer, and the caller that waits for it.</summary>
internal abstract class DatabaseWork
{
    /// <exception cref="Exception">The whole batch is rolled back.</exception>
    public abstract void Run(EmulatorConnection connection);

    /// <summary>Completes the caller's task after the commit. Returns the exception of the work, or null.</summary>
    public abstract Exception? Publish();

    public abstract void Fail(Exception broken);
}

internal sealed class DatabaseWork<T>(Func<EmulatorConnection, T> body, string path) : DatabaseWork
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _value;
    private Exception? _error;

    public Task<T> Result => _result.Task;

    public override void Run(EmulatorConnection connection)
    {
        connection.Execute("SAVEPOINT work");
        try
        {
            _value = body(connection);
        }
        // Any exception of the work goes to its caller; the rest of the batch continues.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            _error = error is SqliteException broken ? StorageException.Of(broken, path) ?? error : error;
            // If the rollback fails, SQLite has already rolled back the whole batch, as it may do when the disk is full or broken.
            if (!connection.TryExecute("ROLLBACK TO work"))
                throw _error;
        }

        connection.Execute("RELEASE work");
    }

    public override Exception? Publish()
    {
        if (_error is null)
            _result.SetResult(_value!); // Set by Run, which did not throw.
        else
            _result.SetException(_error);
        return _error;
    }

    public override void Fail(Exception broken) => _result.TrySetException(broken);
}
