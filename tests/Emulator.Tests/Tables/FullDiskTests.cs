using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

public sealed class FullDiskTests(EmulatorTables service) : IClassFixture<EmulatorTables>
{
    [Fact]
    public async Task While_the_disk_is_full_writes_get_503_with_Retry_After_and_reads_work()
    {
        var once = new TableClientOptions { Retry = { MaxRetries = 0, Mode = RetryMode.Fixed } };
        var table = service.Client(once).GetTableClient("fulldisk");
        await table.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "before"));

        service.Database.IsFull = true;
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "meanwhile")));
        var read = await table.GetEntityAsync<TableEntity>("p", "before");
        service.Database.IsFull = false;
        await table.AddEntityAsync(new TableEntity("p", "meanwhile"));

        Assert.Equal((503, "ServerBusy"), (refused.Status, refused.ErrorCode));
        Assert.True(refused.GetRawResponse()!.Headers.TryGetValue("Retry-After", out _));
        Assert.Equal("before", read.Value.RowKey);
    }
}
