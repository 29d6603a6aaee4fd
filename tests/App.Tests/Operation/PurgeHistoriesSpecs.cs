using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.App.Tests.Operation;

public sealed class PurgeHistoriesSpecs
{
    [Fact]
    public async Task Orchestration_histories_are_purged_30_days_after_the_end_and_the_task_history_stays()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var task = Assert.Single(await app.As("mia").MyTasksAsync());
        var (number, id) = (task.GetProperty("number").GetInt32(), TaskId.From(task.GetProperty("id").GetString()!)); // Every row has one.
        await app.As("mia").DecideAsync(number, "deny", "No");
        await app.RestAsync();
        Assert.NotNull(await HistoryAsync());

        await app.AdvanceAsync(TimeSpan.FromDays(29));
        Assert.NotNull(await HistoryAsync());
        await app.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Null(await HistoryAsync());

        Assert.Equal("denied", (await app.As("mia").GetAsync($"/api/v1/tasks/{number}")).GetProperty("outcome").GetString());
        Assert.Null(await app.Get<TaskStore>().FirstBrokenLinkAsync(id, CancellationToken.None));

        Task<OrchestrationMetadata?> HistoryAsync() => app.Durable.GetInstanceAsync(id.Value);
    }

    [Fact]
    public async Task The_history_of_a_running_orchestration_is_never_purged()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var client = app.Durable;
        var waiting = await client.ScheduleNewOrchestrationInstanceAsync(nameof(TaskLifecycle), new LifecycleOf("tnever"), new Microsoft.DurableTask.StartOrchestrationOptions("waiting", TheApp.Monday.AddYears(1)));

        await app.AdvanceAsync(TimeSpan.FromDays(45));

        Assert.NotNull(await client.GetInstanceAsync(waiting));
    }
}
