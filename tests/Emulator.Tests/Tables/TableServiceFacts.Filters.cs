using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

public abstract partial class TableServiceFacts
{
    private static readonly Guid SomeGuid = Guid.Parse("c9da6455-213d-42c9-9a79-3e9149a57833");
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Filters => new()
    {
        { "PartitionKey eq 'p1'", "a b c" },
        { "PartitionKey ne 'p1'", "d" },
        { "PartitionKey eq 'p1' and RowKey eq 'b'", "b" },
        { "PartitionKey eq 'p1' and RowKey gt 'a' and RowKey lt 'c'", "b" },
        { "PartitionKey eq 'p1' and RowKey ge 'a' and RowKey le 'b'", "a b" },
        { "PartitionKey gt 'p1'", "d" },
        { "PartitionKey ge 'p1' and PartitionKey lt 'p2'", "a b c" },
        { "RowKey ge 'c'", "c d" },
        { "PartitionKey eq 'p2' or RowKey eq 'a'", "a d" },
        { "(PartitionKey eq 'p1' and RowKey eq 'a') or (PartitionKey eq 'p2' and RowKey eq 'd')", "a d" },
        { "PartitionKey eq 'p1' and (RowKey eq 'a' or RowKey eq 'c')", "a c" },
        { "PartitionKey eq 'p1' and PartitionKey eq 'p2'", "" },
        { "not (PartitionKey eq 'p1')", "d" },
        { "not (RowKey eq 'a' or RowKey eq 'b')", "c d" },
        { "Name eq 'O''Brien (and or)'", "a" },
        { "Name gt 'B' and Name lt 'C'", "b" },
        { "Number eq 2", "b" },
        { "Number ne 2", "a c d" },
        { "Number gt -1 and Number le 2", "b d" },
        { "Large eq 9000000000L", "b" },
        { "Large lt 0L", "a" },
        { "Real gt 1.25", "b c" },
        { "Real eq -1.5", "a" },
        { "Flag eq true", "a c" },
        { "Flag eq false", "b d" },
        { "not (Flag eq true)", "b d" },
        { "At ge datetime'2026-11-24T09:00:00Z'", "b c d" },
        { "At eq datetime'2026-11-23T09:00:00.0000000Z'", "a" },
        { "Id eq guid'c9da6455-213d-42c9-9a79-3e9149a57833'", "b" },
        { "Bytes eq X'0102ff'", "b" },
        { "Missing eq 'x'", "" },
        { "Missing ne 'x'", "" },
        { "Only eq 'c'", "c" },
        { "Number eq 1 or Number eq 2 and Flag eq true", "" },
        { "(Number eq -5 or Number eq 2) and Flag eq true", "a" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_returns_the_matching_rows(string filter, string expected)
    {
        var table = await NewFilteredTableAsync();

        Assert.Equal(expected, string.Join(' ', await RowKeysAsync(table, filter)));
    }

    [Fact]
    public async Task Filters_built_by_the_client_library_are_understood()
    {
        var table = await NewFilteredTableAsync();
        string[] filters =
        [
            TableClient.CreateQueryFilter($"PartitionKey eq {"p1"} and Number eq {2}"),
            TableClient.CreateQueryFilter($"Large eq {9_000_000_000L} and Id eq {SomeGuid}"),
            TableClient.CreateQueryFilter($"At eq {Monday.AddDays(1)} and Flag eq {false}"),
            TableClient.CreateQueryFilter($"Bytes eq {new byte[] { 1, 2, 255 }} and Real eq {1.5}"),
            TableClient.CreateQueryFilter<TableEntity>(row => row.PartitionKey == "p1" && row.RowKey.CompareTo("b") >= 0 && row.RowKey.CompareTo("c") < 0),
            TableClient.CreateQueryFilter<TableEntity>(row => row.GetInt32("Number") == 2 && !(row.GetBoolean("Flag") == true)),
        ];

        foreach (var filter in filters)
            Assert.Equal(["b"], await RowKeysAsync(table, filter));
    }

    [Theory]
    [InlineData("PartitionKey eq")]
    [InlineData("(PartitionKey eq 'p'")]
    public async Task A_malformed_filter_is_refused(string filter)
    {
        var table = await NewTableAsync();

        await RefusedAsync(400, "InvalidInput", () => RowKeysAsync(table, filter));
    }

    private async Task<TableClient> NewFilteredTableAsync()
    {
        var table = await NewTableAsync();
        await table.SubmitTransactionAsync(
        [
            Add(Row("p1", "a", "O'Brien (and or)", -5, -1L, -1.5, true, 0, Guid.Empty, [0])),
            Add(Row("p1", "b", "Bo", 2, 9_000_000_000L, 1.5, false, 1, SomeGuid, [1, 2, 255])),
            Add(new TableEntity(Row("p1", "c", "Cy", 3, 7L, 2.0, true, 2, Guid.Empty, [9])) { ["Only"] = "c" }),
        ]);
        await table.AddEntityAsync(Row("p2", "d", "Di", 0, 0L, 0.25, false, 3, Guid.Empty, [7]));
        return table;
    }

    protected static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    private static TableEntity Row(
        string partitionKey, string rowKey, string name, int number, long large, double real, bool flag, int days, Guid id, byte[] bytes) =>
        new(partitionKey, rowKey)
        {
            ["Name"] = name,
            ["Number"] = number,
            ["Large"] = large,
            ["Real"] = real,
            ["Flag"] = flag,
            ["At"] = Monday.AddDays(days),
            ["Id"] = id,
            ["Bytes"] = bytes,
        };
}
