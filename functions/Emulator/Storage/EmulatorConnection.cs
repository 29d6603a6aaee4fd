using Microsoft.Data.Sqlite;

namespace AccessReview.Emulator.Storage;

/// <summary>A SQLite connection that keeps its prepared statements. Parameters are positional: ?1, ?2, … Not thread-safe.</summary>
internal sealed class EmulatorConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    private EmulatorConnection(SqliteConnection connection) => _connection = connection;

    public static EmulatorConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        var opened = new EmulatorConnection(connection);
        try
        {
            connection.Open();
            opened.ExecuteScript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA temp_store=MEMORY;");
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Runs one statement; returns the number of changed rows.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> parameters) => Bind(sql, parameters).ExecuteNonQuery();

    /// <summary>Returns the first column of the first row, or default if there is none.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> parameters)
    {
        using var reader = Bind(sql, parameters).ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetFieldValue<T>(0) : default;
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> parameters)
    {
        var rows = new List<T>();
        using var reader = Bind(sql, parameters).ExecuteReader();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    /// <summary>Passes rows to <paramref name="take"/> until it returns false.</summary>
    public void Scan(string sql, Func<SqliteDataReader, bool> take, params ReadOnlySpan<object?> parameters)
    {
        using var reader = Bind(sql, parameters).ExecuteReader();
        while (reader.Read() && take(reader))
        {
        }
    }

    /// <summary>Runs several statements without parameters, such as a schema.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Scripts are constants of this assembly.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Rolls back without an error, because a failed COMMIT may have ended the transaction already.</summary>
    public void RollBackQuietly() => TryExecute("ROLLBACK");

    public bool TryExecute(string sql)
    {
        try
        {
            Execute(sql);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants; values are parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < parameters.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"?{i + 1}" });
            _prepared[sql] = command;
        }

        for (var i = 0; i < parameters.Length; i++)
            command.Parameters[i].Value = parameters[i] ?? DBNull.Value;
        return command;
    }
}
