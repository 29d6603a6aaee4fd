using System.Collections.Concurrent;
using AccessReview.App.Http;
using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>
/// The directory cache of this process. It is valid for one version of the directory: a writer sets a new version after its write,
/// and a reader reads the version first (see <see cref="DirectoryLook"/>).
/// So cached data is never older than the last complete write before the execution began.
/// </summary>
internal sealed class DirectoryVersion(AppTables tables, TimeProvider time)
{
    // Limits the cache's age, because a writer can crash between its write and the new version.
    private static readonly TimeSpan LongestMemory = TimeSpan.FromMinutes(1);

    private volatile Memory _memory = new("none", DateTimeOffset.MinValue);

    public async Task<T> RememberAsync<T>(string key, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var memory = await CurrentAsync(cancellationToken);
        return await RememberAsync(memory, key, read, cancellationToken);
    }

    /// <summary>Returns the values in the order of the ids, with one read of the version.</summary>
    public async Task<IReadOnlyList<T>> RememberAllAsync<TId, T>(
        IEnumerable<TId> ids, Func<TId, string> key, Func<TId, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where TId : notnull
    {
        var memory = await CurrentAsync(cancellationToken);
        var wanted = ids.Distinct().ToList();
        var found = await BoundedReads.AllAsync(wanted, (id, token) => RememberAsync(memory, key(id), next => read(id, next), token), cancellationToken);
        return [.. wanted.Select(id => found[id])];
    }

    public Task LookAsync(CancellationToken cancellationToken) => CurrentAsync(cancellationToken);

    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        var row = new TableEntity(DirectoryKeys.VersionPartition, DirectoryKeys.VersionRow) { ["Version"] = Guid.CreateVersion7().ToString("N") };
        await tables.Directory.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        // A writer must read its own writes.
        DirectoryLook.Here?.Seen = null;
    }

    private static async Task<T> RememberAsync<T>(Memory memory, string key, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (memory.Values.TryGetValue(key, out var known))
            return (T)known!; // Each key is always used with the same type.

        var value = await read(cancellationToken);
        memory.Values[key] = value;
        return value;
    }

    private async Task<Memory> CurrentAsync(CancellationToken cancellationToken)
    {
        var look = DirectoryLook.Here;
        if (look?.Seen is { } seen && time.GetUtcNow() - seen.At is var age && age >= TimeSpan.Zero && age < DirectoryLook.Longest)
            return seen.Memory;

        var memory = await AskAsync(cancellationToken);
        look?.Seen = new DirectoryLook.Sight(time.GetUtcNow(), memory);
        return memory;
    }

    private async Task<Memory> AskAsync(CancellationToken cancellationToken)
    {
        var row = await tables.Directory.FindRowAsync(DirectoryKeys.VersionPartition, DirectoryKeys.VersionRow, cancellationToken);
        var version = row?.GetString("Version") ?? "none";
        var now = time.GetUtcNow();
        var memory = _memory;
        if (memory.Version == version && now - memory.Since < LongestMemory)
            return memory;

        return _memory = new Memory(version, now);
    }

    internal sealed record Memory(string Version, DateTimeOffset Since)
    {
        public ConcurrentDictionary<string, object?> Values { get; } = new(StringComparer.Ordinal);
    }
}
