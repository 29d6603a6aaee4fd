using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Tasks;

/// <summary>
/// Hands out the numbers that people call tasks by. A process takes ten at a time, so that many tasks opened at once do
/// not queue for one row; a process that ends leaves a gap, which harms nobody.
/// </summary>
public sealed class TaskNumbers(AppTables tables) : IDisposable
{
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

    public void Dispose() => _gate.Dispose();

    private async Task<int> ReserveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await tables.TaskIndex.GetEntityIfExistsAsync<TableEntity>("counter", "task", cancellationToken: cancellationToken);
            var next = row is { HasValue: true, Value: { } counter } ? counter.GetInt32("Next") ?? First : First;
            var moved = new TableEntity("counter", "task") { ["Next"] = next + Block };
            try
            {
                if (row.HasValue)
                    await tables.TaskIndex.UpdateEntityAsync(moved, row.Value!.ETag, TableUpdateMode.Replace, cancellationToken); // HasValue: not null.
                else
                    await tables.TaskIndex.AddEntityAsync(moved, cancellationToken);
                return next;
            }
            // Another process took this block: the next one is ours.
            catch (RequestFailedException lost) when (lost.Status is 409 or 412)
            {
            }
        }
    }
}
