using Azure.Core;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

public abstract partial class TableServiceFacts
{
    [Fact]
    public async Task A_table_is_created_once_listed_and_deleted_with_its_rows()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Entity("p", "r"));

        await RefusedAsync(409, "TableAlreadyExists", () => table.CreateAsync());
        await table.CreateIfNotExistsAsync();
        Assert.Equal(table.Name, (await Service.Client().QueryAsync(item => item.Name == table.Name).SingleAsync()).Name);

        Assert.Equal(204, (await table.DeleteAsync()).Status);
        Assert.False(await Service.Client().QueryAsync(item => item.Name == table.Name).AnyAsync());
        await table.CreateAsync();
        Assert.Empty(await RowKeysAsync(table));
    }

    [Fact]
    public async Task A_missing_table_is_not_found()
    {
        var table = Service.Client().GetTableClient("neverMade");

        await RefusedAsync(404, "TableNotFound", () => table.AddEntityAsync(Entity("p", "r")));
        await RefusedAsync(404, "TableNotFound", () => RowKeysAsync(table));
        await RefusedAsync(404, "TableNotFound", () => table.UpsertEntityAsync(Entity("p", "r")));
        await RefusedAsync(404, "TableNotFound", () => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, Entity("p", "r"))]));
        Assert.Equal(404, (await table.DeleteAsync()).Status);
    }

    [Fact]
    public async Task Table_names_ignore_case()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Entity("p", "r"));

        var shouted = Service.Client().GetTableClient(table.Name.ToUpperInvariant());

        Assert.Equal(["r"], await RowKeysAsync(shouted));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1starts")]
    [InlineData("with-dash")]
    public async Task An_invalid_table_name_is_refused(string name)
    {
        var refusal = await Assert.ThrowsAnyAsync<Azure.RequestFailedException>(() => Service.Client().CreateTableAsync(name));

        Assert.Equal(400, refusal.Status);
    }

    [Fact]
    public async Task A_request_signed_with_another_key_is_refused()
    {
        var wrong = Convert.ToBase64String(new byte[64]);
        var options = new TableClientOptions { Retry = { MaxRetries = 0, Mode = RetryMode.Fixed } };
        var stranger = new TableServiceClient(Service.Address, new TableSharedKeyCredential(TableServiceConnection.Account, wrong), options);

        var refusal = await Assert.ThrowsAnyAsync<Azure.RequestFailedException>(() => stranger.CreateTableAsync("stranger"));

        Assert.Equal(403, refusal.Status);
    }
}
