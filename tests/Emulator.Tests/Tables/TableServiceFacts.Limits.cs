using Azure;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

public abstract partial class TableServiceFacts
{
    public static TheoryData<string> Keys =>
    [
        "plain", "with space", "O'Brien", "''", "50%", "a%2Fb", "a&b=c", "a+b", "Zoë €", "日本", "🙂", "a,b;c:d@e!f", "~$*[]{}|^`<>\"", "",
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task A_key_can_contain_any_allowed_text(string key) => await KeyIsKeptAsync(key);

    protected async Task KeyIsKeptAsync(string key)
    {
        var table = await NewTableAsync();

        await table.AddEntityAsync(Entity(key, key, "N", 1));
        await table.UpdateEntityAsync(Entity(key, key, "N", 2), ETag.All);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateMerge, Entity(key, key, "M", 3))]);
        var read = (await table.GetEntityAsync<TableEntity>(key, key)).Value;
        var found = await RowKeysAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}"));
        await table.DeleteEntityAsync(key, key, read.ETag);

        Assert.Equal((key, key, 2, 3), (read.PartitionKey, read.RowKey, read.GetInt32("N"), read.GetInt32("M")));
        Assert.Equal([key], found);
        Assert.Empty(await RowKeysAsync(table));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    public async Task A_key_with_a_forbidden_character_is_refused(string key)
    {
        var table = await NewTableAsync();

        Assert.Equal(400, (await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.AddEntityAsync(Entity("p", key)))).Status);
        Assert.Equal(400, (await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.AddEntityAsync(Entity(key, "r")))).Status);
    }

    [Fact]
    public async Task A_key_can_have_512_characters_and_no_more()
    {
        var table = await NewTableAsync();

        await table.AddEntityAsync(Entity(new string('p', 512), new string('r', 512)));
        var refusal = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.AddEntityAsync(Entity("p", new string('r', 513))));

        Assert.Equal(400, refusal.Status);
    }

    [Fact]
    public async Task A_string_can_have_32_Ki_characters_and_no_more()
    {
        var table = await NewTableAsync();
        var longest = new string('x', 32 * 1024);

        await table.AddEntityAsync(Entity("p", "r", "Text", longest));
        await RefusedAsync(400, "PropertyValueTooLarge", () => table.AddEntityAsync(Entity("p", "r2", "Text", longest + "x")));

        Assert.Equal(longest, (await table.GetEntityAsync<TableEntity>("p", "r")).Value["Text"]);
    }

    [Fact]
    public async Task A_binary_value_can_have_64_KiB_and_no_more()
    {
        var table = await NewTableAsync();

        await table.AddEntityAsync(Entity("p", "r", "Bytes", new byte[64 * 1024]));
        await RefusedAsync(400, "PropertyValueTooLarge", () => table.AddEntityAsync(Entity("p", "r2", "Bytes", new byte[(64 * 1024) + 1])));

        Assert.Equal(64 * 1024, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetBinary("Bytes").Length);
    }

    [Fact]
    public async Task An_entity_can_have_one_MiB_and_no_more()
    {
        var table = await NewTableAsync();
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < 17; i++)
            entity[$"Bytes{i}"] = new byte[64 * 1024];

        await RefusedAsync(400, "EntityTooLarge", () => table.UpsertEntityAsync(entity, TableUpdateMode.Replace));

        for (var i = 15; i < 17; i++)
            entity.Remove($"Bytes{i}");
        await table.AddEntityAsync(entity);
        Assert.Equal(["r"], await RowKeysAsync(table));
    }
}
