using System.Globalization;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Tests.Builders;

/// <summary>A person with thousands of open tasks. Only their list rows exist; lists do not read the tasks.</summary>
public static class LongList
{
    public const string Person = "olga";

    /// <returns>The number of an existing open task of the person.</returns>
    public static async Task<int> FillAsync(TheApp app, int rows)
    {
        ArgumentNullException.ThrowIfNull(app);
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var table = app.Get<AppTables>().TaskIndex;
        var partition = TaskIndex.PartitionOf(UserId.From(Person));
        var model = await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {TaskIndex.OpenPrefix}")).FirstAsync();
        foreach (var batch in Enumerable.Range(0, rows - 1).Chunk(99))
            await table.SubmitTransactionAsync(batch.Select(at => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Copy(model, at))));
        return number;
    }

    private static TableEntity Copy(TableEntity model, int at)
    {
        var row = RowJson.Read<TaskRow>(model.GetString("Row"));
        var id = TaskId.Derive(row.Id.Value, at.ToString(CultureInfo.InvariantCulture));
        var copy = row with { Id = id, Number = 100_000 + at, SubjectName = $"Person {at:D5} Müller", Risk = (Risk)(at % 4) };
        return new TableEntity(model.PartitionKey, $"{model.RowKey[..model.RowKey.LastIndexOf('|')]}|{id}")
        {
            ["Kind"] = model.GetString("Kind"),
            ["App"] = model.GetString("App"),
            ["Row"] = RowJson.Write(copy),
        };
    }
}
