using Microsoft.Data.Sqlite;

namespace AccessReview.Emulator.Storage;

/// <summary>A piece of work for the database's writer, and whoever waits for it.</summary>
internal abstract class DatabaseWork
{
    /// <exception cref="Exception">The whole batch is undone.</exception>
    public abstract void Run(EmulatorConnection connection);

    /// <summary>Answers the caller, after the commit; what the work itself threw, or null.</summary>
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
        // Whatever a piece of work throws belongs to its caller; the rest of the batch goes on.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            _error = error is SqliteException broken ? StorageException.Of(broken, path) ?? error : error;
            // Otherwise SQLite has undone the whole batch already: it may, when the disk is full or broken.
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
