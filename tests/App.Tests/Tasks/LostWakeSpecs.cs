using System.Net;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Tasks;

/// <summary>
/// The orchestration keeps the time, the tables have the state: whatever happens to events and timers, a decision is
/// applied once.
/// </summary>
public sealed class LostWakeSpecs
{
    [Fact]
    public async Task A_crash_before_the_commit_leaves_only_a_mark()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var id = await RequestAsync(app);

        await app.Get<UnsettledMarks>().MarkAsync(id, 99, CancellationToken.None);
        await app.AdvanceAsync(TimeSpan.FromMinutes(20));

        Assert.True((await LoadAsync(app, id)).Task.IsOpen);
        Assert.Empty(await app.Get<UnsettledMarks>().OlderThanAsync(DateTimeOffset.MaxValue, CancellationToken.None));
    }

    [Fact]
    public async Task A_task_whose_wake_event_was_lost_in_a_crash_is_found_by_the_reconciler_and_provisioned_once()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var id = await RequestAsync(app);

        await CommitWithoutWakeAsync(app, id, Decision.Approve);
        await app.RestAsync();
        Assert.False((await LoadAsync(app, id)).IsSettled);

        await app.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.True((await LoadAsync(app, id)).IsSettled);
        Assert.Single(await app.As("olga").MyTasksAsync("&kind=provisioning"));
    }

    [Fact]
    public async Task A_commit_minutes_after_its_mark_is_found_by_the_reconciler()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var id = await RequestAsync(app);

        await CommitWithoutWakeAsync(app, id, Decision.Approve, () => app.AdvanceAsync(TimeSpan.FromMinutes(8)));
        await app.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.True((await LoadAsync(app, id)).IsSettled);
        Assert.Single(await app.As("olga").MyTasksAsync("&kind=provisioning"));
    }

    [Fact]
    public async Task An_ended_orchestration_of_an_open_task_is_replaced_at_the_next_wake()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var id = await RequestAsync(app);
        await CommitWithoutWakeAsync(app, id, Decision.Approve);
        await app.Durable.TerminateInstanceAsync(id.Value);
        await app.RestAsync();

        await app.AdvanceAsync(ReconcileTasks.Timeout + TimeSpan.FromMinutes(1));

        Assert.True((await LoadAsync(app, id)).IsSettled);
        Assert.Single(await app.As("olga").MyTasksAsync("&kind=provisioning"));
    }

    [Fact]
    public async Task An_unreadable_task_does_not_block_the_repair_of_others()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var id = await RequestAsync(app);
        // Sorts before every other mark.
        await app.Tables.GetTableClient("Tasks").AddEntityAsync(new TableEntity("t0", "s") { ["State"] = "unreadable" });
        await app.Tables.GetTableClient("Unsettled").AddEntityAsync(new TableEntity("00", "t0") { ["Version"] = 1L, ["MarkedAt"] = app.Now });

        await CommitWithoutWakeAsync(app, id, Decision.Approve);
        await app.AdvanceAsync(TimeSpan.FromMinutes(6));

        Assert.True((await LoadAsync(app, id)).IsSettled);
        Assert.Equal("t0", Assert.Single(await app.Get<UnsettledMarks>().OlderThanAsync(DateTimeOffset.MaxValue, CancellationToken.None)).Id.Value);
    }

    [Fact]
    public async Task After_a_crash_that_follows_the_wake_event_the_orchestration_continues()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        var folder = TheApp.NewFolder();
        TaskId id;
        await using (var app = await TheApp.StartAsync(issuer, folder))
        {
            await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
            await app.RestAsync();
            id = await RequestAsync(app);
            await app.As("mia").DecideAsync((await LoadAsync(app, id)).Task.Number, "approve");
        }

        await using (var again = await TheApp.StartAsync(issuer, folder))
            Assert.Single(await again.As("olga").MyTasksAsync("&kind=provisioning"));
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Duplicate_early_late_or_unaddressed_events_change_nothing()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var client = app.Durable;
        Assert.False(await client.RaiseIfRunningAsync("tnobody", TaskWaker.Changed, CancellationToken.None));
        var id = await RequestAsync(app);

        for (var times = 0; times < 3; times++)
            await client.RaiseIfRunningAsync(id.Value, TaskWaker.Changed, CancellationToken.None);
        await app.As("mia").DecideAsync((await LoadAsync(app, id)).Task.Number, "approve");
        for (var times = 0; times < 3; times++)
            await client.RaiseIfRunningAsync(id.Value, TaskWaker.Changed, CancellationToken.None);
        await app.RestAsync();
        await client.PurgeInstanceAsync(id.Value);
        Assert.False(await client.RaiseIfRunningAsync(id.Value, TaskWaker.Changed, CancellationToken.None));
        await app.RestAsync();

        Assert.Single((await LoadAsync(app, id)).Task.Decisions);
        Assert.Single(await app.As("olga").MyTasksAsync("&kind=provisioning"));
        Assert.Equal(1, await app.MailsOf("olga").CountAsync());
    }

    [Fact]
    public async Task A_decision_committed_first_wins_over_a_timer_that_fires_at_the_same_time()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var id = await RequestAsync(app);

        // The rung of the first day finds a decision whose wake event was lost.
        await app.AdvanceAsync(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1));
        await CommitWithoutWakeAsync(app, id, Decision.Approve);
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.True((await LoadAsync(app, id)).IsSettled);
        Assert.Equal(1, await app.MailsOf("mia").CountAsync());
    }

    [Fact]
    public async Task The_first_event_after_three_timed_out_waits_is_received()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var id = await RequestAsync(app);
        foreach (var days in new[] { 1, 2, 3 })
            await app.AdvanceAsync(TimeSpan.FromDays(days));
        var task = (await LoadAsync(app, id)).Task;
        Assert.Equal(3, task.NextRung);

        await app.As("mia").DecideAsync(task.Number, "approve");
        await app.RestAsync();

        Assert.True((await LoadAsync(app, id)).IsSettled);
        Assert.Single(await app.As("olga").MyTasksAsync("&kind=provisioning"));
    }

    private static async Task<TaskId> RequestAsync(TheApp app)
    {
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var task = Assert.Single(await app.As("mia").MyTasksAsync());
        return TaskId.From(task.GetProperty("id").GetString()!); // Every row has one.
    }

    private static async Task<StoredTask> LoadAsync(TheApp app, TaskId id) =>
        await app.Get<TaskStore>().LoadAsync(id, CancellationToken.None) ?? throw new InvalidOperationException("The task is gone.");

    /// <summary>The state after a crash right after the commit.</summary>
    private static async Task CommitWithoutWakeAsync(TheApp app, TaskId id, Decision decision, Func<Task>? afterMark = null)
    {
        var stored = await LoadAsync(app, id);
        var facts = await app.Get<DirectoryFactsReader>().ReadAsync(stored.Task.Subject, stored.Task.Assignees.Select(assignee => assignee.User), CancellationToken.None);
        var command = new TaskCommand.Decide(decision, stored.Task.Step, null, null) { At = app.Now, By = Actor.Person(UserId.From("mia")), Facts = facts };
        var accepted = Assert.IsType<Ruling.Accepted>(TaskMachine.Decide(stored.Task, command));
        await app.Get<UnsettledMarks>().MarkAsync(id, stored.Task.Version + accepted.Events.Count, CancellationToken.None);
        if (afterMark is not null)
            await afterMark();
        Assert.NotNull(await app.Get<TaskStore>().AppendAsync(stored, accepted.Events, "crash", null, CancellationToken.None));
    }
}
