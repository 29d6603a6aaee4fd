using System.Security.Cryptography;
using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Host;

/// <summary>The keys for HTTP functions with a level above Anonymous, created once for this data file.</summary>
internal sealed class HostKeys
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS host_keys (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID";

    public HostKeys(EmulatorDatabase database)
    {
        database.EnsureSchema(Schema);
        Function = Ensure(database, "default");
        Master = Ensure(database, "_master");
    }

    /// <summary>The key for functions of level Function.</summary>
    public string Function { get; }

    /// <summary>The key for all functions.</summary>
    public string Master { get; }

    private static string Ensure(EmulatorDatabase database, string name)
    {
        var fresh = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        return database.WriteAsync(connection =>
        {
            connection.Execute("INSERT INTO host_keys (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING", name, fresh);
            return connection.Scalar<string>("SELECT value FROM host_keys WHERE name = ?1", name)!; // It was just created.
        }).GetAwaiter().GetResult();
    }
}
