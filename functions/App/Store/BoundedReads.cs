using System.Collections.Concurrent;

namespace AccessReview.App.Store;

/// <summary>Many single reads, a few at a time: a store answers them fast, but not hundreds at once.</summary>
internal static class BoundedReads
{
    private const int AtOnce = 16;

    public static async Task<IReadOnlyDictionary<TId, T>> AllAsync<TId, T>(
        IEnumerable<TId> ids, Func<TId, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where TId : notnull
    {
        var found = new ConcurrentDictionary<TId, T>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ids.Distinct(), options, async (id, token) => found[id] = await read(id, token));
        return found;
    }
}
