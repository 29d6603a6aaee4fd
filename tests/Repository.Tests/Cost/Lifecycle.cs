using System.Net;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>
/// A request or one item of a review, from its first task to its last. A decider lists their tasks, opens one, and
/// decides.
/// </summary>
/// <param name="Name">The name in lifecycles.json and prices.json.</param>
/// <param name="Tasks">The number of its tasks.</param>
internal sealed record Lifecycle(string Name, int Tasks, Func<Acts, Task> RunAsync)
{
    /// <summary>What must exist before, and is not counted.</summary>
    public Func<Acts, Task> PrepareAsync { get; init; } = _ => Task.CompletedTask;

    public static IReadOnlyList<Lifecycle> All { get; } =
    [
        new("certified", 1, async acts =>
        {
            await acts.CertifyAsync(SmallOrganization.Reader);
            await acts.DecideAsync("olga", "certification", "certify");
        }),
        new("removed", 3, async acts =>
        {
            await acts.CertifyAsync(SmallOrganization.Reader);
            await acts.DecideAsync("olga", "certification", "remove", "Left the team");
            await acts.DecideAsync("otto", "revocation", "confirm");
            await acts.DecideAsync("olga", "deprovisioning", "complete");
        }),
        new("granted", 2, async acts =>
        {
            await acts.RequestAsync(SmallOrganization.Reader);
            await acts.DecideAsync("mia", "approval", "approve");
            await acts.DecideAsync("olga", "provisioning", "complete");
        }),
        new("granted, high risk", 2, async acts =>
        {
            await acts.RequestAsync(SmallOrganization.Root);
            await acts.DecideAsync("mia", "approval", "approve");
            await acts.DecideAsync("otto", "approval", "approve");
            await acts.DecideAsync("olga", "provisioning", "complete");
        }),
        new("ignored", 1, async acts =>
        {
            await acts.CertifyAsync(SmallOrganization.Reader);
            for (var day = 0; day < 15; day++)
                await acts.LetPassAsync(TimeSpan.FromDays(1));
        }),
    ];
}

/// <summary>The acts of people and of time, each at its own time.</summary>
internal sealed class Acts(TheApp app, Meter meter)
{
    /// <summary>The default of the app: its effects wait so long.</summary>
    public static readonly TimeSpan UndoFor = new TasksOptions().UndoFor;

    public Task CertifyAsync(string entitlement) => DoAsync(() =>
        app.As("adam").PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement }, HttpStatusCode.Created));

    public Task RequestAsync(string entitlement) => DoAsync(() => app.As("ada").RequestAsync(entitlement));

    public async Task DecideAsync(string who, string kind, string decision, string? reason = null)
    {
        var number = 0;
        await DoAsync(async () => number = (await app.As(who).MyTasksAsync("&kind=" + kind))[0].GetProperty("number").GetInt32());
        await DoAsync(() => app.As(who).DecideAsync(number, decision, reason));
        await LetPassAsync(UndoFor);
    }

    public Task ImportAsync(object directory) => app.As("adam").PostAsync("/api/v1/directory/imports", directory, HttpStatusCode.Accepted);

    /// <summary>A campaign over all access to an entitlement, which is decided in bulk and closed early.</summary>
    public async Task ReviewAsync(string entitlement)
    {
        var plan = new { name = "Everything", reviewers = new { source = "appOwners" }, scope = new { entitlements = new[] { entitlement } }, due = app.Now.AddDays(30) };
        var path = "";
        await DoAsync(async () => path = $"/api/v1/campaigns/{(await app.As("adam").PostAsync("/api/v1/campaigns", plan, HttpStatusCode.Created)).GetProperty("id").GetString()}");
        await DoAsync(() => app.As("adam").PostAsync(path + "/freeze", new { }, HttpStatusCode.Accepted));
        await DoAsync(() => app.As("adam").PostAsync(path + "/start", new { }, HttpStatusCode.Accepted));
        // The mail of a batch waits for more.
        await LetPassAsync(TimeSpan.FromHours(1));
        await DoAsync(async () =>
        {
            var tasks = await app.As("otto").MyTasksAsync("&kind=certification");
            var items = tasks.Select(task => new { task = $"{task.GetProperty("number").GetInt32()}", decision = "certify", step = task.GetProperty("step").GetInt32() });
            await app.As("otto").PostAsync("/api/v1/tasks/decisions", new { items }, HttpStatusCode.OK);
        });
        await LetPassAsync(UndoFor);
        await DoAsync(() => app.As("adam").PostAsync(path + "/close", new { reason = "All decided" }, HttpStatusCode.Accepted));
    }

    public Task LetPassAsync(TimeSpan time) => DoAsync(() => app.AdvanceWithEveryScheduleAsync(time));

    private async Task DoAsync(Func<Task> act)
    {
        meter.BeginMoment();
        await act();
        await app.RestAsync();
    }
}
