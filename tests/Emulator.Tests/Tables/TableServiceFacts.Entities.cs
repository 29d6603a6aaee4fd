using Azure;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

public abstract partial class TableServiceFacts
{
    [Fact]
    public async Task An_inserted_entity_is_read_back_with_its_ETag_and_timestamp()
    {
        var table = await NewTableAsync();

        var inserted = await table.AddEntityAsync(Entity("p", "r", "Name", "Ada"));
        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal(204, inserted.Status);
        Assert.Equal(inserted.Headers.ETag, read.ETag);
        Assert.Equal("Ada", read.GetString("Name"));
        Assert.NotNull(read.Timestamp);
        Assert.StartsWith("W/\"datetime'", read.ETag.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_every_type_are_read_back_unchanged()
    {
        var table = await NewTableAsync();
        var entity = new TableEntity("p", "r")
        {
            ["String"] = "Zoë \"quoted\" \\ \n €",
            ["Empty"] = "",
            ["Int32"] = -7,
            ["Int64"] = long.MaxValue,
            ["Double"] = 1.5,
            ["WholeDouble"] = 2.0,
            ["Yes"] = true,
            ["At"] = new DateTimeOffset(2026, 11, 24, 10, 11, 12, 345, TimeSpan.Zero).AddTicks(6789),
            ["Guid"] = Guid.Parse("c9da6455-213d-42c9-9a79-3e9149a57833"),
            ["Bytes"] = new byte[] { 0, 1, 254, 255 },
            ["Null"] = null,
        };

        await table.AddEntityAsync(entity);
        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        foreach (var (name, value) in entity.Where(property => property.Value is not null && property.Key is not "odata.etag"))
            Assert.Equal(value, read[name]);
        Assert.False(read.ContainsKey("Null"));
    }

    [Fact]
    public async Task Every_write_changes_the_ETag()
    {
        var table = await NewTableAsync();
        var tags = new HashSet<ETag?>();

        for (var i = 0; i < 20; i++)
            tags.Add((await table.UpsertEntityAsync(Entity("p", "r", "N", i), TableUpdateMode.Replace)).Headers.ETag);

        Assert.Equal(20, tags.Count);
    }

    [Fact]
    public async Task A_second_insert_of_an_entity_is_refused()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Entity("p", "r"));

        await RefusedAsync(409, "EntityAlreadyExists", () => table.AddEntityAsync(Entity("p", "r")));
    }

    [Fact]
    public async Task A_missing_entity_is_not_found()
    {
        var table = await NewTableAsync();

        await RefusedAsync(404, "ResourceNotFound", () => table.GetEntityAsync<TableEntity>("p", "r"));
        await RefusedAsync(404, "ResourceNotFound", () => table.UpdateEntityAsync(Entity("p", "r"), ETag.All));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
    }

    [Fact]
    public async Task Replace_drops_unnamed_properties_and_merge_keeps_them()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 5L, ["C"] = "c" });

        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["C"] = Guid.Empty, ["D"] = "d" }, ETag.All, TableUpdateMode.Merge);
        var merged = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["E"] = "e" }, ETag.All, TableUpdateMode.Replace);
        var replaced = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal([1, 5L, Guid.Empty, "d"], new[] { merged["A"], merged["B"], merged["C"], merged["D"] });
        Assert.Equal(["PartitionKey", "RowKey", "E"], replaced.Keys.Where(key => key is not ("odata.etag" or "Timestamp")));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task Upsert_inserts_a_missing_entity(TableUpdateMode mode)
    {
        var table = await NewTableAsync();

        var upserted = await table.UpsertEntityAsync(Entity("p", "r", "Name", "Ada"), mode);

        Assert.Equal(204, upserted.Status);
        Assert.Equal("Ada", (await table.GetEntityAsync<TableEntity>("p", "r")).Value["Name"]);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task A_write_with_a_stale_ETag_is_refused(TableUpdateMode mode)
    {
        var table = await NewTableAsync();
        var first = (await table.AddEntityAsync(Entity("p", "r", "N", 1))).Headers.ETag!.Value; // Every write answers one.
        var second = (await table.UpdateEntityAsync(Entity("p", "r", "N", 2), first, mode)).Headers.ETag!.Value; // As above.

        await RefusedAsync(412, "UpdateConditionNotSatisfied", () => table.UpdateEntityAsync(Entity("p", "r", "N", 3), first, mode));
        await RefusedAsync(412, "UpdateConditionNotSatisfied", () => table.DeleteEntityAsync("p", "r", first));

        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal((2, second), (read.GetInt32("N"), read.ETag));
        Assert.Equal(204, (await table.DeleteEntityAsync("p", "r", second)).Status);
        Assert.Empty(await RowKeysAsync(table));
    }

    [Fact]
    public async Task Select_returns_only_the_selected_properties()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2L });

        var read = (await table.GetEntityAsync<TableEntity>("p", "r", ["B", "RowKey"])).Value;
        var listed = await table.QueryAsync<TableEntity>(select: ["A"]).SingleAsync();

        Assert.Equal(("r", 2L), (read.RowKey, read["B"]));
        Assert.False(read.ContainsKey("A"));
        Assert.False(read.ContainsKey("PartitionKey"));
        Assert.Equal(1, listed["A"]);
        Assert.False(listed.ContainsKey("B"));
    }
}
