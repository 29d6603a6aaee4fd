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

    private readonly Lock _gate = new();
    private Task<DirectoryVersion.Memory>? _taking;
    private DateTimeOffset _at;

    /// <summary>Reads the version, so that the reads that follow need not.</summary>
    internal Task TakeAsync(CancellationToken cancellationToken) => CurrentAsync(cancellationToken);

    /// <summary>Returns the cached value, or reads it and caches it.</summary>
    internal async Task<T> RememberAsync<T>(string key, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        await (await CurrentAsync(cancellationToken)).RememberAsync(key, read, cancellationToken);

    /// <summary>Returns the values in the order of the ids, with one read of the version.</summary>
    internal async Task<IReadOnlyList<T>> RememberAllAsync<TId, T>(
        IEnumerable<TId> ids, Func<TId, string> key, Func<TId, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where TId : notnull
    {
        var memory = await CurrentAsync(cancellationToken);
        var wanted = ids.Distinct().ToList();
        var found = await BoundedReads.AllAsync(wanted, (id, token) => memory.RememberAsync(key(id), next => read(id, next), token), cancellationToken);
        return [.. wanted.Select(id => found[id])];
    }

    /// <summary>Makes all processes discard their cache. The writer reads its own writes.</summary>
    internal async Task RenewAsync(CancellationToken cancellationToken)
    {
        await version.RenewAsync(cancellationToken);
        Forget();
    }

    /// <summary>The next read reads the version again.</summary>
    internal void Forget()
    {
        lock (_gate)
            _taking = null;
    }

    /// <summary>Reads at the same time share one version.</summary>
    private Task<DirectoryVersion.Memory> CurrentAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var age = time.GetUtcNow() - _at;
            if (_taking is null || _taking.IsFaulted || _taking.IsCanceled || age < TimeSpan.Zero || age >= MaxAge)
                (_taking, _at) = (version.ReadAsync(cancellationToken), time.GetUtcNow());
            return _taking;
        }
    }
}
