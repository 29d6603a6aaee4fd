using System.Collections.Concurrent;

namespace AccessReview.App.Http;

/// <summary>
/// The keyed requests that this process is working on. It forgets them when it ends, so a request that a dead process left
/// unanswered is taken over at once.
/// </summary>
internal sealed class KeysAtWork
{
    private readonly ConcurrentDictionary<string, Work> _work = new(StringComparer.Ordinal);

    /// <param name="place">The key, and what was sent with it.</param>
    /// <param name="caller">Cancelled when the caller hangs up.</param>
    /// <param name="work">This request's turn, to be disposed of at its end; or, where the answer is false, the one that has the turn.</param>
    public bool TryBegin(IdempotencyRowKey place, CancellationToken caller, out Work work)
    {
        var mine = new Work(this, place, caller);
        work = _work.GetOrAdd(mine.Key, mine);
        return work == mine;
    }

    internal sealed class Work(KeysAtWork all, IdempotencyRowKey place, CancellationToken caller) : IDisposable
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Key { get; } = $"{place.Partition}|{place.Row}";

        public string BodyHash => place.BodyHash;

        /// <summary>Nobody waits for its answer any more.</summary>
        public bool IsAbandoned => caller.IsCancellationRequested;

        public Task Ended => _ended.Task;

        public void Dispose()
        {
            all._work.TryRemove(KeyValuePair.Create(Key, this));
            _ended.TrySetResult();
        }
    }
}
