using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

/// <summary>Our endpoint passes all shared tests, and those in which Azurite differs from Azure.</summary>
public sealed class EmulatorTableServiceTests(EmulatorTables service) : TableServiceFacts(service), IClassFixture<EmulatorTables>
{
    // Azurite 3.35.0 executes such a batch, partition by partition.
    [Fact]
    public async Task A_batch_over_two_partitions_is_refused()
    {
        var table = await NewTableAsync();

        var refusal = await RefusedAsync(400, "CommandsInBatchActOnDifferentPartitions", () => table.SubmitTransactionAsync(
            [Add(Entity("p", "1")), Add(Entity("q", "2"))]));

        Assert.Equal(1, ((TableTransactionFailedException)refusal).FailedTransactionActionIndex);
        Assert.Empty(await RowKeysAsync(table));
    }

    // Azurite 3.35.0 answers this with a body that the client cannot read.
    [Fact]
    public async Task A_batch_of_more_than_a_hundred_changes_is_refused()
    {
        var table = await NewTableAsync();

        await RefusedAsync(400, "InvalidInput", () => table.SubmitTransactionAsync(Rows(0, 101)));

        Assert.Empty(await RowKeysAsync(table));
    }

    // Azurite 3.35.0 ignores an unterminated literal, and accepts any text as a GUID.
    [Theory]
    [InlineData("PartitionKey eq 'open")]
    [InlineData("Id eq guid'no'")]
    [InlineData("At eq datetime'no'")]
    [InlineData("Bytes eq X'0'")]
    public async Task A_malformed_literal_is_refused(string filter)
    {
        var table = await NewTableAsync();

        await RefusedAsync(400, "InvalidInput", () => RowKeysAsync(table, filter));
    }

    // Azurite 3.35.0 finds the keys of a batch's parts by searching for the words.
    [Fact]
    public async Task A_key_can_look_like_a_URL() => await KeyIsKeptAsync("(x),RowKey='y'");

    // Azurite 3.35.0 counts the bytes of the request, and not at all when it inserts.
    [Fact]
    public async Task A_text_counts_two_bytes_a_character()
    {
        var table = await NewTableAsync();
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < 17; i++)
            entity[$"Text{i}"] = new string('x', 32 * 1024);

        await RefusedAsync(400, "EntityTooLarge", () => table.AddEntityAsync(entity));
    }

    // Azurite 3.35.0 has no such limit.
    [Fact]
    public async Task An_entity_can_have_252_properties_and_no_more()
    {
        var table = await NewTableAsync();
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < 252; i++)
            entity[$"P{i}"] = i;

        await table.AddEntityAsync(entity);
        await RefusedAsync(400, "TooManyProperties", () => table.UpsertEntityAsync(Entity("p", "r", "OneMore")));

        Assert.Equal(251, (await table.GetEntityAsync<TableEntity>("p", "r")).Value["P251"]);
    }

    [Fact]
    public async Task Acknowledged_rows_exist_after_a_restart()
    {
        var table = await NewTableAsync();
        var tag = (await table.AddEntityAsync(Entity("p", "000", "N", 1))).Headers.ETag!.Value; // Every write answers one.
        await table.SubmitTransactionAsync(Rows(1, 99));

        await service.RestartAsync();

        var again = service.Client().GetTableClient(table.Name);
        Assert.Equal(100, (await RowKeysAsync(again)).Count);
        Assert.NotEqual(tag, (await again.UpdateEntityAsync(Entity("p", "000", "N", 2), tag)).Headers.ETag);
    }

    [Fact]
    public async Task No_work_is_pending_once_a_request_is_answered()
    {
        var table = await NewTableAsync();

        await table.AddEntityAsync(Entity("p", "r"));

        await service.Work.WhenIdleAsync(TestContext.Current.CancellationToken);
    }
}
