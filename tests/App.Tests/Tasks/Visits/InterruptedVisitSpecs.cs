using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.App.Visits;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.App.Tests.Tasks.Visits;

/// <summary>A directory change is recorded before it is written, so its tasks are visited even after a crash.</summary>
public sealed class InterruptedVisitSpecs
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task After_a_crash_right_after_the_commit_the_timer_updates_the_tasks()
    {
        await using var app = await StartAsync(visitsAtOnce: false);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        Assert.Single(await app.As("mia").MyTasksAsync());

        await DirectoryChangeSpecs.ImportUserAsync(app, "ada", "Ada Lovelace", active: true, manager: "otto");
        Assert.Single(await app.As("mia").MyTasksAsync());
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await app.As("mia").MyTasksAsync());
        Assert.Single(await app.As("otto").MyTasksAsync());
        Assert.Empty(await AbsenceSpecs.MarksAsync(app));
    }

    [Fact]
    public async Task After_a_crash_before_the_mark_is_released_the_mark_becomes_due()
    {
        await using var app = await StartAsync();
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();

        await app.Get<ChangeMarks>().AnnounceAsync([new(new(ConcernKind.Subject, "ada"))], Never);
        await CommitUnseenAsync(app, "ada", user => user with { ManagerId = UserId.From("otto") });
        await app.AdvanceAsync(ChangeMarks.Timeout);

        Assert.Single(await app.As("otto").MyTasksAsync());
    }

    [Fact]
    public async Task A_commit_after_the_first_visit_is_found_by_the_second_visit()
    {
        await using var app = await StartAsync();
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();

        await app.Get<ChangeMarks>().AnnounceAsync([new(new(ConcernKind.Subject, "ada"))], Never);
        await app.AdvanceAsync(TimeSpan.FromMinutes(5));
        await CommitUnseenAsync(app, "ada", user => user with { ManagerId = UserId.From("otto") });
        await app.AdvanceAsync(ChangeMarks.LongestCommit);

        Assert.Single(await app.As("otto").MyTasksAsync());
        Assert.Empty(await AbsenceSpecs.MarksAsync(app));
    }

    [Fact]
    public async Task An_announced_change_that_is_never_committed_changes_nothing_and_its_mark_is_deleted()
    {
        await using var app = await StartAsync();
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();

        await app.Get<ChangeMarks>().AnnounceAsync([new(new(ConcernKind.Subject, "ada")), new(new(ConcernKind.Assignee, "mia"))], Never);
        await app.AdvanceAsync(TimeSpan.FromMinutes(20));

        Assert.Single(await app.As("mia").MyTasksAsync());
        Assert.Empty(await AbsenceSpecs.MarksAsync(app));
    }

    [Fact]
    public async Task An_unreadable_task_does_not_block_visits_of_others_and_is_visited_later()
    {
        await using var app = await StartAsync(visitsAtOnce: false);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.As("ada").RequestAsync(SmallOrganization.Root);
        await app.RestAsync();
        var tasks = (await app.As("mia").MyTasksAsync()).Select(task => task.GetProperty("id").GetString()).ToList(); // Every row has one.
        TableEntity whole = await app.Tables.GetTableClient("Tasks").GetEntityAsync<TableEntity>(tasks[0], "s");
        await app.Tables.GetTableClient("Tasks").UpsertEntityAsync(new TableEntity(tasks[0], "s") { [AppTable.Schema] = 99, ["State"] = "another shape" });

        await DirectoryChangeSpecs.ImportUserAsync(app, "ada", "Ada Lovelace", active: true, manager: "otto");
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(tasks[1], Assert.Single(await app.As("otto").MyTasksAsync()).GetProperty("id").GetString());

        await app.Tables.GetTableClient("Tasks").UpsertEntityAsync(whole, TableUpdateMode.Replace);
        await app.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(2, (await app.As("otto").MyTasksAsync()).Count);
        Assert.Empty(await AbsenceSpecs.MarksAsync(app));
    }

    [Fact]
    public async Task A_run_stops_at_its_limit_and_the_next_run_continues_there()
    {
        await using var app = await StartAsync(visitsAtOnce: false);
        await app.ImportAsync(new { entitlements = Enumerable.Range(0, 9).Select(number => new { id = $"vault/e{number}", appId = "vault", name = $"E {number}", type = "role", risk = "low", ownerIds = "olga" }) });
        for (var number = 0; number < 9; number++)
            await app.As("ada").RequestAsync($"vault/e{number}");
        await app.RestAsync();
        await DirectoryChangeSpecs.ImportUserAsync(app, "ada", "Ada Lovelace", active: true, manager: "otto");
        var client = app.Durable;

        await app.Get<TaskVisits>().VisitAsync(client, 4, Never);
        Assert.Equal(4, (await app.As("otto").MyTasksAsync()).Count);
        await app.Get<TaskVisits>().VisitAsync(client, 4, Never);
        Assert.Equal(8, (await app.As("otto").MyTasksAsync()).Count);
        await app.Get<TaskVisits>().VisitAsync(client, 4, Never);

        Assert.Equal(9, (await app.As("otto").MyTasksAsync()).Count);
        Assert.Empty(await AbsenceSpecs.MarksAsync(app));
    }

    [Fact]
    public async Task An_absence_whose_visit_was_lost_is_handled_once_by_the_timer()
    {
        await using var app = await StartAsync(visitsAtOnce: false);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();

        await AbsenceSpecs.AwayAsync(app, "mia", "otto", null);
        Assert.Equal(0, await app.MailsOf("otto").CountAsync());
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        await app.AdvanceAsync(TimeSpan.FromMinutes(20));

        Assert.Single(await app.As("otto").MyTasksAsync());
        Assert.Equal(1, await app.MailsOf("otto").CountAsync());
    }

    [Fact]
    public async Task Missing_index_rows_are_written_in_the_first_night_and_changes_without_a_mark_are_found_in_the_next()
    {
        await using var app = await StartAsync();
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();
        var index = app.Tables.GetTableClient("TaskIndex");
        await foreach (var row in index.QueryAsync<TableEntity>("PartitionKey eq 's|ada' or PartitionKey eq 'a|vault'"))
            await index.DeleteEntityAsync(row.PartitionKey, row.RowKey);

        await app.AdvanceAsync(TimeSpan.FromHours(18));
        Assert.NotEmpty(await index.QueryAsync<TableEntity>("PartitionKey eq 's|ada'").ToListAsync());
        await CommitUnseenAsync(app, "ada", user => user with { ManagerId = UserId.From("otto") });
        await app.AdvanceAsync(TimeSpan.FromHours(24));

        Assert.Single(await app.As("otto").MyTasksAsync());
    }

    [Fact]
    public async Task A_directory_change_that_affects_no_task_leaves_no_mark()
    {
        await using var app = await StartAsync(visitsAtOnce: false);

        await app.ImportAsync(new { users = new[] { new { id = "ada", email = "ada@example.test", displayName = "Ada Lovelace", managerId = "mia", timeZone = "Europe/London" } } });

        Assert.Empty(await AbsenceSpecs.MarksAsync(app));
    }

    private static async Task<TheApp> StartAsync(bool visitsAtOnce = true)
    {
        var app = await TheApp.StartAsync(builder =>
        {
            if (!visitsAtOnce)
                builder.Services.AddSingleton<IConcernedTasks, Killed>();
        });
        await app.ImportAsync(SmallOrganization.Import);
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        return app;
    }

    /// <summary>The state after a crash that follows the write: no new directory version, and no released mark.</summary>
    private static async Task CommitUnseenAsync(TheApp app, string user, Func<User, User> change)
    {
        var table = app.Tables.GetTableClient("Directory");
        var row = await table.QueryAsync<TableEntity>($"PartitionKey ge 'user|' and PartitionKey lt 'user}}' and RowKey eq '{user}'").SingleAsync();
        row["Json"] = RowJson.Write(change(RowJson.Read<User>(row.GetString("Json"))));
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
    }

    /// <summary>Performs the visit of the crashed process.</summary>
    private sealed class Killed : IConcernedTasks
    {
        public Task VisitAsync(DurableTaskClient client, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
