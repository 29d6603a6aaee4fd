using System.Collections.Concurrent;
using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>
/// The directory cache of this process. It is valid for one version of the directory: a writer sets a new version after its write,
/// and a reader reads the version first (see <see cref="DirectorySnapshot"/>).
/// So cached data is never older than the last complete write before the execution began.
/// </summary>
public sealed class DirectoryVersion(AppTables tables, TimeProvider time)
{
    // Limits the cache's age, because a writer can crash between its write and the new version.
    private static readonly TimeSpan LongestMemory = TimeSpan.FromMinutes(1);

    private volatile Memory _memory = new("none", DateTimeOffset.MinValue);

    /// <summary>Reads the version, and returns what is cached of it.</summary>
    internal async Task<Memory> ReadAsync(CancellationToken cancellationToken)
    {
        var row = await tables.Directory.FindRowAsync(DirectoryKeys.VersionPartition, DirectoryKeys.VersionRow, cancellationToken);
        var version = row?.GetString("Version") ?? "none";
        var now = time.GetUtcNow();
        var memory = _memory;
        if (memory.Version == version && now - memory.Since < LongestMemory)
            return memory;

        return _memory = new Memory(version, now);
    }

    internal Task RenewAsync(CancellationToken cancellationToken)
    {
        var row = new TableEntity(DirectoryKeys.VersionPartition, DirectoryKeys.VersionRow) { ["Version"] = Guid.CreateVersion7().ToString("N") };
        return tables.Directory.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    internal sealed record Memory(string Version, DateTimeOffset Since)
    {
        public ConcurrentDictionary<string, object?> Values { get; } = new(StringComparer.Ordinal);
    }
}
