using System.Net;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.App.Tests.Operation;

public sealed class SettleAgainSpecs
{
    [Fact]
    public async Task Applying_effects_again_to_a_correct_task_changes_nothing_and_notifies_nobody()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (number, id) = await CheckAsync(app);
        await app.As("mia").DecideAsync(number, "approve");
        await app.RestAsync();
        var mails = await MailsAsync(app);

        var answer = await app.As(SmallOrganization.Admin).PostAsync($"/api/v1/operation/tasks/{number}/settlements", new { }, HttpStatusCode.OK);
        await app.RestAsync();

        Assert.Equal((id.Value, "Completed", false), (answer.GetProperty("task").GetString(), answer.GetProperty("orchestration").GetString(), answer.GetProperty("restarted").GetBoolean()));
        Assert.Equal(mails, await MailsAsync(app));
        Assert.Single(await app.As("olga").MyTasksAsync("&kind=provisioning"));
        Assert.Empty(await app.As("mia").MyTasksAsync());
    }

    [Fact]
    public async Task Applying_effects_again_restores_lost_rows()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (number, _) = await CheckAsync(app);
        var index = app.Get<AppTables>().TaskIndex;
        foreach (var row in await index.QueryAsync<TableEntity>(row => row.PartitionKey == "u|mia").ToListAsync())
            await index.DeleteEntityAsync(row.PartitionKey, row.RowKey);

        await app.As(SmallOrganization.Admin).PostAsync($"/api/v1/operation/tasks/{number}/settlements", new { }, HttpStatusCode.OK);

        Assert.Single(await app.As("mia").MyTasksAsync());
    }

    [Fact]
    public async Task A_task_whose_orchestration_is_missing_gets_a_new_one_and_keeps_its_schedule()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (number, id) = await CheckAsync(app);
        var client = app.Durable;
        await client.TerminateInstanceAsync(id.Value);
        await app.RestAsync();
        await client.PurgeInstanceAsync(id.Value);

        var answer = await app.As(SmallOrganization.Admin).PostAsync($"/api/v1/operation/tasks/{number}/settlements", new { }, HttpStatusCode.OK);
        Assert.True(answer.GetProperty("restarted").GetBoolean());
        await app.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal([TheApp.Monday, TheApp.Monday.AddDays(1)], (await app.MailsOf("mia").AllAsync()).Select(mail => mail.At));
    }

    [Fact]
    public async Task An_open_task_without_an_orchestration_gets_one_in_the_nightly_check()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (_, id) = await CheckAsync(app);
        var client = app.Durable;
        await client.TerminateInstanceAsync(id.Value);
        await app.RestAsync();
        await client.PurgeInstanceAsync(id.Value);

        // From nine in the morning to nine the next day: the first reminder is due, and one night has passed.
        await app.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal([TheApp.Monday, TheApp.Monday.AddDays(1)], (await app.MailsOf("mia").AllAsync()).Select(mail => mail.At));
    }

    [Fact]
    public async Task A_requested_restart_leaves_exactly_one_orchestration()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (number, id) = await CheckAsync(app);

        var answer = await app.As(SmallOrganization.Admin).PostAsync($"/api/v1/operation/tasks/{number}/settlements", new { restart = true }, HttpStatusCode.OK);
        Assert.True(answer.GetProperty("restarted").GetBoolean());
        await app.RestAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await app.Durable.GetInstanceAsync(id.Value))!.RuntimeStatus);
        await app.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal(2, await app.MailsOf("mia").CountAsync());
    }

    [Fact]
    public async Task Tasks_continue_after_the_store_was_unavailable_for_hours()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (_, id) = await CheckAsync(app);
        var rows = app.Get<AppTables>().Tasks;
        var right = (await rows.GetEntityAsync<TableEntity>(id.Value, "s")).Value;
        await rows.UpsertEntityAsync(new TableEntity(right.PartitionKey, right.RowKey) { ["State"] = "unreadable" }, TableUpdateMode.Replace);

        await app.AdvanceAsync(TimeSpan.FromDays(1) + TimeSpan.FromHours(3));
        await rows.UpsertEntityAsync(right, TableUpdateMode.Replace);
        await app.AdvanceAsync(TaskLifecycle.PauseAfterFailure + TimeSpan.FromMinutes(2));

        Assert.Equal(2, await app.MailsOf("mia").CountAsync());
    }

    [Fact]
    public async Task Tasks_with_old_pending_effects_are_listed_for_operators()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (_, id) = await CheckAsync(app);
        await app.Get<UnsettledMarks>().MarkAsync(id, 99, CancellationToken.None);
        Assert.Empty(await StuckAsync());

        // The reconciler, which runs every minute, would remove it, so the mark gets an old time.
        var mark = Assert.Single(await app.Get<UnsettledMarks>().OlderThanAsync(DateTimeOffset.MaxValue, CancellationToken.None));
        mark.Row["MarkedAt"] = app.Now - TimeSpan.FromMinutes(5);
        await app.Get<AppTables>().Unsettled.UpdateEntityAsync(mark.Row, mark.Row.ETag);
        Assert.Equal(id.Value, Assert.Single(await StuckAsync()));

        async Task<List<string?>> StuckAsync() =>
            [.. (await app.As("aud").GetAsync("/api/v1/operation/stuck-tasks")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("task").GetString())];
    }

    [Fact]
    public async Task Only_administrators_can_apply_effects_again()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (number, _) = await CheckAsync(app);

        foreach (var person in new[] { "aud", "mia", "olga" })
        {
            await app.As(person).PostAsync($"/api/v1/operation/tasks/{number}/settlements", new { }, HttpStatusCode.Forbidden);
            await app.As(person).PostAsync("/api/v1/operation/index-rebuilds", new { }, HttpStatusCode.Forbidden);
        }

        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/operation/tasks/4711/settlements", new { }, HttpStatusCode.NotFound);
    }

    private static async Task<(int Number, TaskId Id)> CheckAsync(TheApp app)
    {
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var task = Assert.Single(await app.As("mia").MyTasksAsync());
        return (task.GetProperty("number").GetInt32(), TaskId.From(task.GetProperty("id").GetString()!)); // Every row has one.
    }

    private static async Task<int> MailsAsync(TheApp app)
    {
        var counts = await Task.WhenAll(new[] { "ada", "mia", "olga", "otto", "max" }.Select(person => app.MailsOf(person).CountAsync()));
        return counts.Sum();
    }
}
