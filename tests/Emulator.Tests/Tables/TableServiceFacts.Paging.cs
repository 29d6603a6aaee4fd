using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

public abstract partial class TableServiceFacts
{
    [Fact]
    public async Task Rows_are_returned_in_the_order_of_their_keys()
    {
        var table = await NewTableAsync();
        foreach (var (partitionKey, rowKey) in new[] { ("b", "1"), ("a", "2"), ("a", "10"), ("B", "3"), ("", "") })
            await table.AddEntityAsync(Entity(partitionKey, rowKey));

        Assert.Equal(["", "3", "10", "2", "1"], await RowKeysAsync(table));
    }

    [Fact]
    public async Task A_page_has_at_most_a_thousand_rows_and_a_continuation_token()
    {
        var table = await NewTableAsync();
        for (var start = 0; start < 1100; start += 100)
        {
            await table.SubmitTransactionAsync(
                Enumerable.Range(start, 100).Select(number => new TableTransactionAction(TableTransactionActionType.Add, Entity("ü", $"{number:D5}"))));
        }

        var pages = new List<int>();
        var rows = new List<string>();
        await foreach (var page in table.QueryAsync<TableEntity>().AsPages())
        {
            pages.Add(page.Values.Count);
            rows.AddRange(page.Values.Select(row => row.RowKey));
        }

        Assert.Equal([1000, 100], pages);
        Assert.Equal(Enumerable.Range(0, 1100).Select(number => $"{number:D5}"), rows);
    }

    [Theory]
    [InlineData(null, "1 2 3 4 5")]
    [InlineData("PartitionKey eq 'q'", "3 4 5")]
    [InlineData("RowKey ne '3'", "1 2 4 5")]
    [InlineData("PartitionKey ge 'p' and RowKey ge '2'", "2 3 4 5")]
    public async Task Small_pages_return_every_row_once(string? filter, string expected)
    {
        var table = await NewTableAsync();
        foreach (var (partitionKey, rowKey) in new[] { ("p", "1"), ("p", "2"), ("q", "3"), ("q", "4"), ("q", "5") })
            await table.AddEntityAsync(Entity(partitionKey, rowKey));

        var rows = new List<string>();
        await foreach (var page in table.QueryAsync<TableEntity>(filter, maxPerPage: 1).AsPages())
        {
            Assert.InRange(page.Values.Count, 0, 1);
            rows.AddRange(page.Values.Select(row => row.RowKey));
        }

        Assert.Equal(expected, string.Join(' ', rows));
    }

    [Fact]
    public async Task A_page_can_be_requested_again_by_its_token()
    {
        var table = await NewTableAsync();
        foreach (var rowKey in new[] { "1", "2", "3" })
            await table.AddEntityAsync(Entity("p", rowKey));

        var first = await table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages().FirstAsync();
        var second = await table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages(first.ContinuationToken).SingleAsync();

        Assert.Equal("3", Assert.Single(second.Values).RowKey);
        Assert.Null(second.ContinuationToken);
    }
}
