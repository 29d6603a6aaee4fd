using System.Net;
using System.Reflection;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Repository.Tests.Versions;

/// <summary>Rows have a schema number. A row of a newer build is not misread, not overwritten and not deleted.</summary>
public sealed class NewerRowSpecs
{
    [Fact]
    public async Task Every_written_row_has_its_schema_number()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.As("mia").DecideAsync((await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32(), "approve");
        await app.RestAsync();

        foreach (var table in new[] { "Answers", "Directory", "Links", "Notifications", "Requests", "TaskIndex", "Tasks" })
        {
            var rows = await app.Tables.GetTableClient(table).QueryAsync<TableEntity>().ToListAsync();
            Assert.NotEmpty(rows);
            Assert.All(rows, row => Assert.Equal(table switch { "Notifications" => 5, "Tasks" => 6, "Requests" => 3, "Recipients" => 2, _ => 1 }, row.GetInt32(AppTable.Schema)));
        }
    }

    [Fact]
    public async Task A_command_on_a_task_row_of_a_newer_build_is_answered_as_busy_and_changes_nothing()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (newer, other) = (await CertifyAsync(app, SmallOrganization.Reader), await CertifyAsync(app, SmallOrganization.Root));
        await WriteAsNewerBuildAsync(app, newer.Id);
        var before = await RowAsync(app, newer.Id);

        using var decided = await app.As("olga").PostAsync($"/api/v1/tasks/{newer.Number}/decisions", new { decision = "certify", step = 0 });
        var bulk = await app.As("otto").PostAsync(
            "/api/v1/tasks/decisions",
            new { items = new[] { new { task = $"{newer.Number}", decision = "certify", step = 0, reason = "Seen" }, new { task = $"{other.Number}", decision = "certify", step = 0, reason = "Seen" } } },
            HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, decided.StatusCode);
        Assert.NotNull(decided.Headers.RetryAfter);
        Assert.Contains("newer_version", await decided.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([503, 200], bulk.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("status").GetInt32()));
        Assert.Equal(before.ETag, (await RowAsync(app, newer.Id)).ETag);
    }

    [Fact]
    public async Task The_ladder_of_a_task_row_of_a_newer_build_continues_under_a_build_that_can_read_it()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var task = await CertifyAsync(app, SmallOrganization.Reader);
        var whole = await WriteAsNewerBuildAsync(app, task.Id);

        await app.AdvanceAsync(TimeSpan.FromDays(7) + TimeSpan.FromHours(1));
        Assert.Equal(1, await app.MailsOf("olga").CountAsync());
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await app.Durable.GetInstanceAsync(task.Id))?.RuntimeStatus);

        await app.Tables.GetTableClient("Tasks").UpsertEntityAsync(whole, TableUpdateMode.Replace);
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await app.MailsOf("olga").CountAsync());
    }

    [Fact]
    public async Task The_reconciler_skips_a_task_row_of_a_newer_build_and_handles_the_others()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (newer, other) = (await CertifyAsync(app, SmallOrganization.Reader), await CertifyAsync(app, SmallOrganization.Root));
        foreach (var task in new[] { newer, other })
            await app.Get<UnsettledMarks>().MarkAsync(TaskId.From(task.Id), 99, CancellationToken.None);
        await WriteAsNewerBuildAsync(app, newer.Id);

        await app.AdvanceAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(newer.Id, Assert.Single(await app.Get<UnsettledMarks>().OlderThanAsync(DateTimeOffset.MaxValue, CancellationToken.None)).Id.Value);
    }

    [Fact]
    public async Task An_index_rebuild_keeps_a_task_row_of_a_newer_build_and_rebuilds_the_others()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (newer, other) = (await CertifyAsync(app, SmallOrganization.Reader), await CertifyAsync(app, SmallOrganization.Root));
        await WriteAsNewerBuildAsync(app, newer.Id);
        foreach (var row in await IndexRowsAsync(app, other.Id))
            await app.Tables.GetTableClient("TaskIndex").DeleteEntityAsync(row.PartitionKey, row.RowKey);

        var begun = await app.As(SmallOrganization.Admin).PostAsync("/api/v1/operation/index-rebuilds", new { }, HttpStatusCode.Accepted);
        await app.RestAsync();

        var instance = await app.Durable.GetInstanceAsync($"RebuildIndex-{begun.GetProperty("id").GetString()}");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance?.RuntimeStatus);
        Assert.NotEmpty(await IndexRowsAsync(app, newer.Id));
        Assert.NotEmpty(await IndexRowsAsync(app, other.Id));
    }

    [Fact]
    public async Task Marks_and_stored_responses_of_a_newer_build_are_not_deleted()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var answers = app.Tables.GetTableClient("Answers");
        await answers.AddEntityAsync(new TableEntity("someone", "new") { [AppTable.Schema] = 99, ["StartedAt"] = TheApp.Monday });
        await answers.AddEntityAsync(new TableEntity("someone", "old") { ["StartedAt"] = TheApp.Monday });
        await app.Tables.GetTableClient("Unsettled").AddEntityAsync(new TableEntity("00", "tnew") { [AppTable.Schema] = 99, ["MarkedAt"] = TheApp.Monday });

        await app.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.Equal("new", Assert.Single(await answers.QueryAsync<TableEntity>("PartitionKey eq 'someone'").ToListAsync()).RowKey);
        Assert.Single(await app.Tables.GetTableClient("Unsettled").QueryAsync<TableEntity>("RowKey eq 'tnew'").ToListAsync());
    }

    [Fact]
    public void All_code_that_reads_or_writes_rows_checks_the_schema_number()
    {
        var methods = typeof(TableClient).GetMethods().Where(method => method.IsVirtual && (method.IsGenericMethod || method.Name.StartsWith("SubmitTransaction", StringComparison.Ordinal)));

        Assert.All(methods, method => Assert.Contains(
            typeof(AppTable).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly),
            own => own.GetBaseDefinition() == method.GetBaseDefinition()));
    }

    private static async Task<Certification> CertifyAsync(TheApp app, string entitlement)
    {
        var opened = await app.As("adam").PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement }, HttpStatusCode.Created);
        await app.RestAsync();
        return new Certification(opened.GetProperty("id").GetString()!, opened.GetProperty("number").GetInt32()); // Every task has one.
    }

    /// <summary>Gives the row an unknown schema number. Returns the row as it was.</summary>
    private static async Task<TableEntity> WriteAsNewerBuildAsync(TheApp app, string task)
    {
        var whole = await RowAsync(app, task);
        await app.Tables.GetTableClient("Tasks").UpsertEntityAsync(new TableEntity(task, "s") { [AppTable.Schema] = 99, ["State"] = "another shape" });
        return whole;
    }

    private static async Task<List<TableEntity>> IndexRowsAsync(TheApp app, string task) =>
        await app.Tables.GetTableClient("TaskIndex").QueryAsync<TableEntity>("PartitionKey ne 'n' and PartitionKey ne 'counter'").Where(row => row.RowKey.EndsWith(task, StringComparison.Ordinal)).ToListAsync();

    private static async Task<TableEntity> RowAsync(TheApp app, string task) => await app.Tables.GetTableClient("Tasks").GetEntityAsync<TableEntity>(task, "s");

    private sealed record Certification(string Id, int Number);
}
