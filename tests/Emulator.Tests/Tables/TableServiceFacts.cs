using Azure;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

/// <summary>The behaviour of a Table service through the real client; the tests run against every service that we use.</summary>
public abstract partial class TableServiceFacts(ITableService service)
{
    private static int _tables;

    protected ITableService Service { get; } = service;

    protected async Task<TableClient> NewTableAsync()
    {
        var table = Service.Client().GetTableClient($"facts{Environment.ProcessId}x{Interlocked.Increment(ref _tables)}");
        await table.CreateAsync();
        return table;
    }

    protected static TableEntity Entity(string partitionKey, string rowKey, string property = "Name", object? value = null) =>
        new(partitionKey, rowKey) { [property] = value ?? "a" };

    protected static async Task<List<string>> RowKeysAsync(TableClient table, string? filter = null)
    {
        var keys = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter))
            keys.Add(row.RowKey);
        return keys;
    }

    /// <summary>Checks that the operation is refused with this status and code.</summary>
    protected static async Task<RequestFailedException> RefusedAsync(int status, string? code, Func<Task> work)
    {
        var refusal = await Assert.ThrowsAnyAsync<RequestFailedException>(work);
        Assert.Equal((status, code), (refusal.Status, refusal.ErrorCode));
        return refusal;
    }
}
