using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.Tasks;

/// <summary>
/// Issues task numbers. A process reserves ten at a time, so that concurrent openings do not wait for one row.
/// A process that ends leaves a gap, which is harmless.
/// </summary>
public sealed class TaskNumbers(AppTables tables) : IDisposable
{
    public const string CounterPartition = "counter";

    private const int First = 1001;
    private const int Block = 10;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _next;
    private int _left;

    public async Task<int> TakeAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_left == 0)
                (_next, _left) = (await ReserveAsync(cancellationToken), Block);
            _left--;
            return _next++;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ensures that no number up to <paramref name="highest"/> is issued again.</summary>
    public Task SkipAsync(int highest, CancellationToken cancellationToken) =>
        MoveAsync(next => Math.Max(next, First + ((((highest - First) / Block) + 1) * Block)), cancellationToken);

    public void Dispose() => _gate.Dispose();

    private Task<int> ReserveAsync(CancellationToken cancellationToken) => MoveAsync(next => next + Block, cancellationToken);

    /// <summary>Returns the counter's previous value.</summary>
    private Task<int> MoveAsync(Func<int, int> move, CancellationToken cancellationToken) => Contention.RetryAsync(
        async _ =>
        {
            var row = await tables.TaskIndex.FindRowAsync(CounterPartition, "task", cancellationToken);
            var next = row?.GetInt32("Next") ?? First;
            var moved = new TableEntity(CounterPartition, "task") { ["Next"] = move(next) };
            return await tables.TaskIndex.TryWriteRowAsync(moved, row?.ETag, cancellationToken) ? Contention.Done(next) : Contention.Overtaken<int>();
        },
        cancellationToken);
}
