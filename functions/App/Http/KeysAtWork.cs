using System.Collections.Concurrent;

namespace AccessReview.App.Http;

/// <summary>
/// The requests with an Idempotency-Key that this process is working on.
/// They are kept in memory only, so a request that a crashed process left unanswered can be repeated at once.
/// </summary>
internal sealed class KeysAtWork
{
    private readonly ConcurrentDictionary<string, Work> _work = new(StringComparer.Ordinal);

    /// <param name="rowKey">The key of the stored response.</param>
    /// <param name="caller">Cancelled when the caller disconnects.</param>
    /// <param name="work">On true: this request's work, to be disposed of at its end. On false: the work that is already running.</param>
    public bool TryBegin(IdempotencyRowKey rowKey, CancellationToken caller, out Work work)
    {
        var mine = new Work(this, rowKey, caller);
        work = _work.GetOrAdd(mine.Key, mine);
        return work == mine;
    }

    internal sealed class Work(KeysAtWork all, IdempotencyRowKey rowKey, CancellationToken caller) : IDisposable
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Key { get; } = $"{rowKey.Partition}|{rowKey.Row}";

        public string BodyHash => rowKey.BodyHash;

        /// <summary>True when the caller has disconnected, so that nobody waits for the response.</summary>
        public bool IsAbandoned => caller.IsCancellationRequested;

        public Task Ended => _ended.Task;

        public void Dispose()
        {
            all._work.TryRemove(KeyValuePair.Create(Key, this));
            _ended.TrySetResult();
        }
    }
}
