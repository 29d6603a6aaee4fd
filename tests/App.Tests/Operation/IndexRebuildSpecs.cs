using System.Net;
using System.Text.Json;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Operation;

public sealed class IndexRebuildSpecs
{
    [Fact]
    public async Task A_deleted_index_is_rebuilt_with_identical_rows()
    {
        await using var app = await WithWorkAsync();
        var before = await IndexAsync(app);

        foreach (var row in await RowsAsync(app))
            await app.Get<AppTables>().TaskIndex.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        Assert.Empty(await app.As("olga").MyTasksAsync());
        var (tasks, removed) = await RebuildAsync(app);

        Assert.Equal(before, await IndexAsync(app));
        Assert.Equal((before.Count(row => row.Contains("\"PartitionKey\":\"n\"", StringComparison.Ordinal)), 0), (tasks, removed));
        Assert.NotEmpty(await app.As("olga").MyTasksAsync());
    }

    [Fact]
    public async Task An_index_rebuild_corrects_wrong_stale_and_orphaned_rows()
    {
        await using var app = await WithWorkAsync();
        var before = await IndexAsync(app);

        var table = app.Get<AppTables>().TaskIndex;
        var open = (await RowsAsync(app)).First(row => row.RowKey.StartsWith("o|", StringComparison.Ordinal));
        await table.UpsertEntityAsync(new TableEntity("u|ghost", open.RowKey) { ["Row"] = open.GetString("Row"), ["Kind"] = open.GetString("Kind") });
        await table.UpsertEntityAsync(new TableEntity(open.PartitionKey, "o|0000000000000000001|tnobody") { ["Row"] = open.GetString("Row"), ["Kind"] = open.GetString("Kind") });
        await table.UpsertEntityAsync(new TableEntity("n", "0000999999") { ["Task"] = open.RowKey[(open.RowKey.LastIndexOf('|') + 1)..] });
        open["Row"] = "{}";
        await table.UpsertEntityAsync(open, TableUpdateMode.Replace);
        var (_, removed) = await RebuildAsync(app);

        Assert.Equal(before, await IndexAsync(app));
        Assert.Equal(3, removed);
    }

    [Fact]
    public async Task An_outdated_list_row_offers_no_decision_that_the_task_would_refuse()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var number = Assert.Single(await app.As("mia").MyTasksAsync()).GetProperty("number").GetInt32();
        var stale = (await RowsAsync(app)).Single(row => row.RowKey.StartsWith("o|", StringComparison.Ordinal));
        await app.As("mia").DecideAsync(number, "approve");
        await app.RestAsync();

        await app.Get<AppTables>().TaskIndex.UpsertEntityAsync(stale, TableUpdateMode.Replace);

        Assert.Contains(await app.As("mia").MyTasksAsync(), row => row.GetProperty("number").GetInt32() == number);
        Assert.DoesNotContain((await app.As("mia").GetAsync($"/api/v1/tasks/{number}")).GetProperty("actions").EnumerateArray(), action => action.GetString() is "approve" or "deny");
        Assert.Equal("already_decided", (await app.As("mia").DecideAsync(number, "deny", "No", HttpStatusCode.Conflict)).GetProperty("code").GetString());
        Assert.Equal(1, (await RebuildAsync(app)).Removed);
    }

    [Fact]
    public async Task The_nights_after_an_upgrade_and_every_rebuild_write_the_rows_of_people()
    {
        await using var app = await WithWorkAsync();
        var table = app.Get<AppTables>().Directory;
        var before = await TeamsAsync();
        Assert.NotEmpty(before);
        foreach (var row in await TeamRowsAsync())
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey);

        await RebuildAsync(app);
        Assert.Equal(before, await TeamsAsync());

        foreach (var row in await TeamRowsAsync())
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Empty(await TeamsAsync()); // All rows were written by this build already.
        await app.Get<AppTables>().Changes.UpsertEntityAsync(new TableEntity("index", "index") { ["Rows"] = 2 }, TableUpdateMode.Replace);
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(before, await TeamsAsync());

        async Task<IReadOnlyList<TableEntity>> TeamRowsAsync() =>
            [.. (await table.QueryAsync<TableEntity>().ToListAsync()).Where(row => row.PartitionKey.StartsWith("team|", StringComparison.Ordinal))];

        async Task<IReadOnlyList<string>> TeamsAsync() => [.. (await TeamRowsAsync()).Select(row => $"{row.PartitionKey} {row.RowKey} {row.GetString("Id")}")];
    }

    [Fact]
    public async Task No_task_number_is_reused_after_the_counter_was_lost()
    {
        await using var app = await WithWorkAsync();
        var numbers = (await RowsAsync(app)).Where(row => row.PartitionKey == "n").Select(row => row.RowKey).ToList();
        await app.Get<AppTables>().TaskIndex.DeleteEntityAsync("counter", "task");

        await RebuildAsync(app);
        using var later = new TaskNumbers(app.Get<AppTables>());
        Assert.True(await later.TakeAsync(CancellationToken.None) > numbers.Max(int.Parse));
    }

    [Fact]
    public async Task The_status_of_an_unknown_rebuild_is_not_found()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        foreach (var id in new[] { "0000000000000000001", "..", "x" })
            Assert.Equal(HttpStatusCode.NotFound, (await app.As(SmallOrganization.Admin).Http.GetAsync($"/api/v1/operation/index-rebuilds/{id}")).StatusCode);
    }

    /// <summary>Open tasks, closed tasks, and tasks whose first step is decided.</summary>
    private static async Task<TheApp> WithWorkAsync()
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.As("ada").RequestAsync(SmallOrganization.Root);
        foreach (var task in await app.As("mia").MyTasksAsync())
            await app.As("mia").DecideAsync(task.GetProperty("number").GetInt32(), "approve");
        await app.As("olga").RequestAsync(SmallOrganization.Root);
        await app.As("max").RequestAsync(SmallOrganization.Reader);
        await app.As("mia").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();
        return app;
    }

    private static async Task<(int Tasks, int Removed)> RebuildAsync(TheApp app)
    {
        var begun = await app.As(SmallOrganization.Admin).PostAsync("/api/v1/operation/index-rebuilds", new { }, HttpStatusCode.Accepted);
        await app.RestAsync();
        var done = await app.As(SmallOrganization.Admin).GetAsync($"/api/v1/operation/index-rebuilds/{begun.GetProperty("id").GetString()}");
        Assert.Equal("Completed", done.GetProperty("status").GetString());
        return (done.GetProperty("tasks").GetInt32(), done.GetProperty("removed").GetInt32());
    }

    /// <summary>Every index row as text, without time and ETag.</summary>
    private static async Task<IReadOnlyList<string>> IndexAsync(TheApp app) =>
        [.. (await RowsAsync(app)).Where(row => row.RowKey != TaskIndex.ChangedKey).Select(row => JsonSerializer.Serialize(new SortedDictionary<string, object>(row.Where(property => property.Key is not ("odata.etag" or "Timestamp")).ToDictionary())))];

    private static async Task<IReadOnlyList<TableEntity>> RowsAsync(TheApp app)
    {
        await app.RestAsync();
        return await app.Get<AppTables>().TaskIndex.QueryAsync<TableEntity>().ToListAsync();
    }
}
