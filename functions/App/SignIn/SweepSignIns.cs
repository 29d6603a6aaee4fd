using AccessReview.App.Store;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.SignIn;

/// <summary>Deletes expired sessions and sign-in links every night.</summary>
public sealed class SweepSignIns(AppTables tables, TimeProvider clock)
{
    [Function(nameof(SweepSignIns))]
    public async Task RunAsync([TimerTrigger("0 7 3 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await foreach (var row in tables.SignIns.QueryAsync<TableEntity>($"{TableClient.CreateQueryFilter($"EndsAt lt {now}")} and {tables.SignIns.Readable}", select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
            await tables.SignIns.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }
}
