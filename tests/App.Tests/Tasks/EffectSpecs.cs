using System.Net;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Promises;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Tasks;

/// <summary>The effects of a decision are independent: a failed one is recorded as pending and blocks no other.</summary>
public sealed class EffectSpecs
{
    [Theory]
    [InlineData("lists", "/TaskIndex")]
    [InlineData("request", "/Requests")]
    [InlineData("notification", null)]
    public async Task A_failed_effect_does_not_block_other_effects_and_is_applied_once_later(string effect, string? table)
    {
        var outage = new Outage();
        await using var app = await StartAsync(outage);
        var (request, task) = await RequestAsync(app);
        Fail(outage, table);

        await app.As("mia").PostAsync($"/api/v1/tasks/{task}/decisions", new { decision = "deny", step = 0, reason = "Not needed" }, HttpStatusCode.OK);
        await app.RestAsync();
        outage.Heal();

        Assert.Equal([effect], await PendingAsync(app, task));
        Assert.Equal(effect == "request" ? "pending" : "denied", await StateAsync(app, request));
        Assert.Equal(effect == "notification" ? 0 : 1, await app.MailsOf("ada").CountAsync());
        Assert.Equal(effect == "lists" ? 0 : 1, (await app.As("mia").MyTasksAsync("&state=closed")).Count);

        await app.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(await PendingAsync(app, task));
        Assert.Equal("denied", await StateAsync(app, request));
        Assert.Equal(1, await app.MailsOf("ada").CountAsync());
        Assert.Single(await app.As("mia").MyTasksAsync("&state=closed"));
    }

    [Fact]
    public async Task Effects_of_a_new_decision_do_not_wait_for_pending_effects()
    {
        var outage = new Outage();
        await using var app = await StartAsync(outage);
        outage.Queue = true;
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var task = Assert.Single(await app.As("mia").MyTasksAsync());
        await app.AdvanceAsync(TimeSpan.FromHours(2));

        await app.As("mia").DecideAsync(task.GetProperty("number").GetInt32(), "approve");
        await app.RestAsync();

        Assert.Single(await app.As("olga").MyTasksAsync("&kind=provisioning"));
    }

    [Fact]
    public async Task A_task_climbs_its_ladder_while_an_effect_is_pending()
    {
        var outage = new Outage();
        await using var app = await StartAsync(outage);
        var (_, task) = await RequestAsync(app);
        outage.Queue = true;

        await app.AdvanceAsync(TimeSpan.FromDays(4));
        var climbed = await LoadAsync(app, task);
        outage.Heal();
        await app.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.True(climbed.Task.NextRung >= 2);
        Assert.NotNull(climbed.Pending);
        Assert.True((await LoadAsync(app, task)).IsSettled);
    }

    [Fact]
    public async Task A_pending_effect_is_listed_with_the_stuck_tasks_until_it_is_applied()
    {
        var outage = new Outage();
        await using var app = await StartAsync(outage);
        var (_, task) = await RequestAsync(app);
        outage.Queue = true;
        await app.As("mia").PostAsync($"/api/v1/tasks/{task}/decisions", new { decision = "deny", step = 0, reason = "Not needed" }, HttpStatusCode.OK);
        await app.AdvanceAsync(TimeSpan.FromMinutes(10));

        var stuck = Assert.Single((await app.As("aud").GetAsync("/api/v1/operation/stuck-tasks")).GetProperty("items").EnumerateArray());
        Assert.Equal("notification", Assert.Single(stuck.GetProperty("effects").EnumerateArray()).GetString());
        var aud = await Visitor.SignInAsync(app, "aud");
        Assert.Contains("Waiting: the notifications", (await aud.GetAsync("/operation")).Text, StringComparison.Ordinal);

        outage.Heal();
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Empty((await app.As("aud").GetAsync("/api/v1/operation/stuck-tasks")).GetProperty("items").EnumerateArray());
        Assert.DoesNotContain("Waiting: the notifications", (await aud.GetAsync("/operation")).Text, StringComparison.Ordinal);
    }

    private static void Fail(Outage outage, string? table)
    {
        if (table is null)
            outage.Queue = true;
        else
            outage.Tables = address => address.Contains(table, StringComparison.Ordinal);
    }

    private static async Task<TheApp> StartAsync(Outage outage)
    {
        var app = await outage.StartAppAsync();
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await app.RestAsync();
        return app;
    }

    private static async Task<(string Request, string Task)> RequestAsync(TheApp app)
    {
        var request = await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var task = Assert.Single(await app.As("mia").MyTasksAsync());
        return (request.GetProperty("id").GetString()!, task.GetProperty("id").GetString()!); // Every answer has one.
    }

    private static async Task<IReadOnlyList<string>> PendingAsync(TheApp app, string task) => [.. (await LoadAsync(app, task)).Pending?.Handlers ?? []];

    private static async Task<string?> StateAsync(TheApp app, string request) => (await app.As("ada").GetAsync($"/api/v1/requests/{request}")).GetProperty("state").GetString();

    private static async Task<StoredTask> LoadAsync(TheApp app, string task) =>
        await app.Get<TaskStore>().LoadAsync(TaskId.From(task), CancellationToken.None) ?? throw new InvalidOperationException("The task is gone.");
}
