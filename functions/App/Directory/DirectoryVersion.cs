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

    private readonly Lock _gate = new();
    private Memory _memory = new("none", DateTimeOffset.MinValue);

    /// <summary>Reads the version, and returns what is cached of it.</summary>
    internal async Task<Memory> ReadAsync(CancellationToken cancellationToken)
    {
        var row = await tables.Directory.FindRowAsync(DirectoryKeys.VersionPartition, DirectoryKeys.VersionRow, cancellationToken);
        var version = row?.GetString("Version") ?? "none";
        var now = time.GetUtcNow();
        // Executions that meet an old cache at the same time fill one new cache together.
        lock (_gate)
        {
            if (_memory.Version != version || now - _memory.Since >= LongestMemory)
                _memory = new Memory(version, now);
            return _memory;
        }
    }

    internal Task RenewAsync(CancellationToken cancellationToken)
    {
        var row = new TableEntity(DirectoryKeys.VersionPartition, DirectoryKeys.VersionRow) { ["Version"] = Guid.CreateVersion7().ToString("N") };
        return tables.Directory.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    internal sealed record Memory(string Version, DateTimeOffset Since)
    {
        private readonly ConcurrentDictionary<string, Task> _values = new(StringComparer.Ordinal);

        /// <summary>Returns the cached value, or reads it. Of those who need it at the same time one reads it and the others wait.</summary>
        public async Task<T> RememberAsync<T>(string key, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        {
            var own = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            while (true)
            {
                var value = (Task<T>)_values.GetOrAdd(key, own.Task); // Each key is always used with the same type.
                if (value == own.Task)
                    break;
                await ((Task)value.WaitAsync(cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (value.IsCompletedSuccessfully)
                    return await value;
                // The other one's read has failed, maybe by its own cancellation, and is forgotten.
                cancellationToken.ThrowIfCancellationRequested();
            }

            try
            {
                var found = await read(cancellationToken);
                own.SetResult(found);
                return found;
            }
            catch
            {
                _values.TryRemove(KeyValuePair.Create(key, (Task)own.Task));
                own.SetCanceled(CancellationToken.None);
                throw;
            }
        }
    }
}
