using Azure;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

public abstract partial class TableServiceFacts
{
    [Fact]
    public async Task A_batch_supports_each_kind_of_change()
    {
        var table = await NewTableAsync();
        foreach (var rowKey in new[] { "merge", "replace", "delete", "upsertMerge" })
            await table.AddEntityAsync(Entity("p", rowKey, "Old", 1));

        var answer = await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Entity("p", "add", "New", "O'Brien\r\n--x")),
            new(TableTransactionActionType.UpdateMerge, Entity("p", "merge", "New", 2)),
            new(TableTransactionActionType.UpdateReplace, Entity("p", "replace", "New", 2)),
            new(TableTransactionActionType.Delete, Entity("p", "delete")),
            new(TableTransactionActionType.UpsertMerge, Entity("p", "upsertMerge", "New", 2)),
            new(TableTransactionActionType.UpsertReplace, Entity("p", "upsertReplace", "New", 2)),
        ]);

        Assert.Equal(202, answer.GetRawResponse().Status);
        Assert.All(answer.Value, part => Assert.Equal(204, part.Status));
        Assert.Equal(["add", "merge", "replace", "upsertMerge", "upsertReplace"], await RowKeysAsync(table));
        Assert.Equal("O'Brien\r\n--x", (await table.GetEntityAsync<TableEntity>("p", "add")).Value["New"]);
        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("p", "merge")).Value["Old"]);
        Assert.False((await table.GetEntityAsync<TableEntity>("p", "replace")).Value.ContainsKey("Old"));
    }

    [Fact]
    public async Task A_batch_returns_the_ETags_that_later_reads_return()
    {
        var table = await NewTableAsync();

        var answer = await table.SubmitTransactionAsync([Add(Entity("p", "1")), Add(Entity("p", "2"))]);

        Assert.Equal((await table.GetEntityAsync<TableEntity>("p", "1")).Value.ETag, answer.Value[0].Headers.ETag);
        Assert.Equal((await table.GetEntityAsync<TableEntity>("p", "2")).Value.ETag, answer.Value[1].Headers.ETag);
    }

    [Fact]
    public async Task A_failed_batch_changes_nothing_and_names_the_failed_operation()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Entity("p", "2", "N", 1));

        var refusal = await FailedBatchAsync(409, "EntityAlreadyExists", 1, table, [Add(Entity("p", "1")), Add(Entity("p", "2")), Add(Entity("p", "3"))]);

        Assert.Contains("1:The specified entity already exists.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["2"], await RowKeysAsync(table));
    }

    [Fact]
    public async Task A_stale_ETag_in_a_batch_undoes_the_whole_batch()
    {
        var table = await NewTableAsync();
        var stale = (await table.AddEntityAsync(Entity("p", "state", "N", 1))).Headers.ETag!.Value; // Every write answers one.
        await table.UpdateEntityAsync(Entity("p", "state", "N", 2), stale);

        await FailedBatchAsync(412, "UpdateConditionNotSatisfied", 1, table,
            [Add(Entity("p", "event")), new(TableTransactionActionType.UpdateReplace, Entity("p", "state", "N", 3), stale)]);

        Assert.Equal(["state"], await RowKeysAsync(table));
        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("p", "state")).Value["N"]);
    }

    [Fact]
    public async Task A_batch_that_changes_a_missing_row_is_refused()
    {
        var table = await NewTableAsync();

        await FailedBatchAsync(404, "ResourceNotFound", 0, table, [new(TableTransactionActionType.UpdateMerge, Entity("p", "r"), ETag.All)]);
        await FailedBatchAsync(404, "ResourceNotFound", 1, table, [Add(Entity("p", "1")), new(TableTransactionActionType.Delete, Entity("p", "r"))]);

        Assert.Empty(await RowKeysAsync(table));
    }

    [Fact]
    public async Task A_batch_with_the_same_row_twice_is_refused()
    {
        var table = await NewTableAsync();

        await RefusedAsync(400, "InvalidDuplicateRow", () => table.SubmitTransactionAsync(
            [Add(Entity("p", "1")), new(TableTransactionActionType.UpsertMerge, Entity("p", "1"))]));

        Assert.Empty(await RowKeysAsync(table));
    }

    [Fact]
    public async Task A_batch_can_have_a_hundred_changes()
    {
        var table = await NewTableAsync();

        await table.SubmitTransactionAsync(Rows(0, 100));

        Assert.Equal(100, (await RowKeysAsync(table)).Count);
    }

    [Fact]
    public async Task Of_two_writers_with_the_same_ETag_one_succeeds()
    {
        var table = await NewTableAsync();
        var tag = (await table.AddEntityAsync(Entity("p", "state", "N", 0))).Headers.ETag!.Value; // Every write answers one.

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Task.Run(() => TryAsync(number))));

        Assert.Single(outcomes, status => status == 202);
        Assert.All(outcomes.Where(status => status != 202), status => Assert.Equal(412, status));
        Assert.Equal(2, (await RowKeysAsync(table)).Count);

        async Task<int> TryAsync(int number)
        {
            try
            {
                var answer = await table.SubmitTransactionAsync(
                    [new(TableTransactionActionType.UpdateReplace, Entity("p", "state", "N", number), tag), Add(Entity("p", $"event{number}"))]);
                return answer.GetRawResponse().Status;
            }
            catch (RequestFailedException refused)
            {
                return refused.Status;
            }
        }
    }

    protected static IEnumerable<TableTransactionAction> Rows(int from, int count) =>
        Enumerable.Range(from, count).Select(number => Add(Entity("p", $"{number:D3}")));

    private static async Task<RequestFailedException> FailedBatchAsync(
        int status, string code, int index, TableClient table, IReadOnlyList<TableTransactionAction> actions)
    {
        var refusal = await Assert.ThrowsAnyAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(actions));
        Assert.Equal((status, code, index), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
        return refusal;
    }
}
