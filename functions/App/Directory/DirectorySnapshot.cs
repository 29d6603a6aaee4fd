using AccessReview.App.Store;

namespace AccessReview.App.Directory;

/// <summary>
/// The directory as one execution of a function sees it. Its version is read once instead of at each read, because otherwise this
/// one row would be read dozens of times for each decision. Each execution has its own, so every command looks at the directory again.
/// </summary>
public sealed class DirectorySnapshot(DirectoryVersion version, TimeProvider time)
{
    /// <summary>A longer execution reads the version again.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private volatile Taken? _taken;

    /// <summary>Reads the version, so that the reads that follow need not.</summary>
    internal Task TakeAsync(CancellationToken cancellationToken) => CurrentAsync(cancellationToken);

    /// <summary>Returns the cached value, or reads it and caches it.</summary>
    internal async Task<T> RememberAsync<T>(string key, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        await RememberAsync(await CurrentAsync(cancellationToken), key, read, cancellationToken);

    /// <summary>Returns the values in the order of the ids, with one read of the version.</summary>
    internal async Task<IReadOnlyList<T>> RememberAllAsync<TId, T>(
        IEnumerable<TId> ids, Func<TId, string> key, Func<TId, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where TId : notnull
    {
        var memory = await CurrentAsync(cancellationToken);
        var wanted = ids.Distinct().ToList();
        var found = await BoundedReads.AllAsync(wanted, (id, token) => RememberAsync(memory, key(id), next => read(id, next), token), cancellationToken);
        return [.. wanted.Select(id => found[id])];
    }

    /// <summary>Makes all processes discard their cache. The writer reads its own writes.</summary>
    internal async Task RenewAsync(CancellationToken cancellationToken)
    {
        await version.RenewAsync(cancellationToken);
        Forget();
    }

    /// <summary>The next read reads the version again.</summary>
    internal void Forget() => _taken = null;

    private static async Task<T> RememberAsync<T>(DirectoryVersion.Memory memory, string key, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (memory.Values.TryGetValue(key, out var known))
            return (T)known!; // Each key is always used with the same type.

        var value = await read(cancellationToken);
        memory.Values[key] = value;
        return value;
    }

    private async Task<DirectoryVersion.Memory> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_taken is { } taken && time.GetUtcNow() - taken.At is var age && age >= TimeSpan.Zero && age < MaxAge)
            return taken.Memory;

        var memory = await version.ReadAsync(cancellationToken);
        _taken = new Taken(time.GetUtcNow(), memory);
        return memory;
    }

    /// <summary>When the version was read, and the cached data of that version.</summary>
    private sealed record Taken(DateTimeOffset At, DirectoryVersion.Memory Memory);
}
