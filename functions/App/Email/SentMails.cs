using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Email;

/// <summary>
/// Counts the mails that the mail service accepted, for the samples of operators. Each process counts in memory and adds a row with the
/// sum at most every few minutes, so that a mail needs no write of its own. A process that crashes loses the count since its last row.
/// </summary>
public sealed class SentMails(AppTables tables, TimeProvider clock)
{
    internal const string Partition = "operation";
    private const string Prefix = "sent|";
    private const string Count = "Count";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private int _count;
    private DateTimeOffset _writtenAt;

    /// <summary>Counts one mail. It never fails, because the mail is sent.</summary>
    internal Task CountAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _count++;
            if (clock.GetUtcNow() - _writtenAt < Pause)
                return Task.CompletedTask;
        }

        return WriteAsync(cancellationToken);
    }

    /// <summary>Adds a row with the mails of this process since its last row. If that fails, they are in its next row.</summary>
    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        int count;
        lock (_gate)
        {
            (count, _count, _writtenAt) = (_count, 0, clock.GetUtcNow());
            if (count == 0)
                return;
        }

        try
        {
            await tables.Samples.AddEntityAsync(new TableEntity(Partition, $"{Prefix}{RowKey.Of(clock.GetUtcNow())}|{Guid.CreateVersion7():N}") { [Count] = count }, cancellationToken);
        }
        catch (Exception failed) when (failed is RequestFailedException or OperationCanceledException)
        {
            lock (_gate)
                _count += count;
        }
    }

    /// <summary>The rows of all processes, oldest first. Who adds them to a sample deletes them in the same transaction.</summary>
    internal async Task<IReadOnlyList<TableEntity>> ReadAsync(int max, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {Prefix} and RowKey lt {Prefix + "~"}");
        return await tables.Samples.QueryAsync<TableEntity>($"{filter} and {tables.Samples.Readable}", max, cancellationToken: cancellationToken).Take(max).ToListAsync(cancellationToken);
    }

    internal static int CountOf(TableEntity row) => row.GetInt32(Count) ?? 0;
}
