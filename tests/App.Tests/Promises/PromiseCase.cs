using System.Net;
using AccessReview.App.Access;
using AccessReview.App.Audit;
using AccessReview.App.Campaigns;
using AccessReview.App.CampaignTemplates;
using AccessReview.App.EvidencePacks;
using AccessReview.App.Health;
using AccessReview.App.Http;
using AccessReview.App.Imports;
using AccessReview.App.Links;
using AccessReview.App.Notifications;
using AccessReview.App.Openings;
using AccessReview.App.Operation;
using AccessReview.App.Promises;
using AccessReview.App.Requests;
using AccessReview.App.Setup;
using AccessReview.App.SignIn;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Visits;
using Xunit;

namespace AccessReview.App.Tests.Promises;

/// <summary>A test case: work of one orchestration or timer, and a check that it was done exactly once.</summary>
/// <param name="Function">Its name.</param>
/// <param name="MakeAsync">Starts the work while a service is down. Returns a check that it was done.</param>
internal sealed record PromiseCase(string Function, Func<TheApp, Task<Func<Task>>> MakeAsync)
{
    private const string Runs = "/api/v1/operation";

    public static IReadOnlyList<PromiseCase> All { get; } =
    [
        new(nameof(OpenRequest), RequestAsync),
        new(nameof(ImportDirectory), ImportAsync),
        new(nameof(SetUpOrganization), SetUpAsync),
        new(nameof(RebuildIndex), app => RunAsync(app, $"{Runs}/index-rebuilds")),
        new(nameof(CheckAudit), app => RunAsync(app, $"{Runs}/audit-checks")),
        new(nameof(TaskLifecycle), RemindAsync),
        new(nameof(RunCampaign), FreezeAsync),
        new(nameof(EndDueGrants), EndAsync),
        Timer(nameof(FollowLeavers)),
        Timer(nameof(StartSampleOrganization)),
        Timer(nameof(SweepLinks)),
        Timer(nameof(SweepMails)),
        Timer(nameof(SweepAnswers)),
        Timer(nameof(SweepChecks)),
        Timer(nameof(ArchiveEvidence)),
        Timer(nameof(RunTemplates)),
        Timer(nameof(SweepSignIns)),
        Timer(nameof(PurgeHistories)),
        Timer("ReviveTasks"),
        Timer("CheckAuditNightly"),
        Timer(nameof(WriteDigests)),
        Timer(nameof(SendDigests)),
        Timer(nameof(RetryFailedNotifications)),
        Timer(nameof(ReconcileTasks)),
        Timer(nameof(WatchHealth)),
        Timer(nameof(VisitConcernedTasks)),
    ];

    /// <summary>A timer records its promise itself: to run again in time.</summary>
    private static PromiseCase Timer(string function) => new(function, app => Task.FromResult(async () =>
    {
        var promise = await app.Get<PromiseStore>().FindAsync(PromiseKind.Timer, function, CancellationToken.None);
        Assert.True(promise is { Tries: 0, Cause: null } && promise.Since > app.Now, $"{function} has not run: {promise}");
    }));

    private static async Task<Func<Task>> RequestAsync(TheApp app)
    {
        var request = await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var (id, approval) = (request.GetProperty("id").GetString(), request.GetProperty("task").GetString());
        return async () =>
        {
            Assert.Single(await app.As("mia").MyTasksAsync("&kind=approval"), task => task.GetProperty("id").GetString() == approval);
            Assert.False((await app.As("ada").GetAsync($"/api/v1/requests/{id}")).TryGetProperty("retried", out _));
        };
    }

    private static async Task<Func<Task>> ImportAsync(TheApp app)
    {
        var import = await app.As(SmallOrganization.Admin).PostAsync(
            "/api/v1/directory/imports", new { users = new object[] { new { id = "zoe", email = "zoe@example.test", displayName = "Zoe" } } }, HttpStatusCode.Accepted);
        return async () =>
        {
            var state = await app.As(SmallOrganization.Admin).GetAsync($"/api/v1/directory/imports/{import.GetProperty("id").GetString()}");
            Assert.Equal(("completed", 1), (state.GetProperty("state").GetString(), state.GetProperty("files")[0].GetProperty("applied").GetInt32()));
        };
    }

    private static async Task<Func<Task>> SetUpAsync(TheApp app)
    {
        var id = Guid.CreateVersion7().ToString("N");
        var line = new RawLine(1, new Dictionary<string, string> { ["id"] = "sam", ["email"] = "sam@example.test", ["displayName"] = "Sam", ["managerId"] = "mia" });
        await app.Get<ImportIntake>().AcceptAsync(id, null, [(ImportedFile.Users, [line])], CancellationToken.None);
        await app.Get<PromiseStore>().MakeAsync(PromiseKind.SampleOrganization, id, CancellationToken.None);
        return async () => Assert.Single(await app.As("olga").MyTasksAsync("&kind=provisioning"));
    }

    private static async Task<Func<Task>> RunAsync(TheApp app, string path)
    {
        var run = await app.As(SmallOrganization.Admin).PostAsync(path, new { }, HttpStatusCode.Accepted);
        return async () => Assert.Equal("Completed", (await app.As("aud").GetAsync($"{path}/{run.GetProperty("id").GetString()}")).GetProperty("status").GetString());
    }

    private static async Task<Func<Task>> FreezeAsync(TheApp app)
    {
        var admin = app.As(SmallOrganization.Admin);
        var plan = new { name = "Vault", reviewers = new { source = "appOwners" }, due = app.Now.AddDays(30), scope = new { entitlements = new[] { SmallOrganization.Reader } } };
        var path = $"/api/v1/campaigns/{(await admin.PostAsync("/api/v1/campaigns", plan, HttpStatusCode.Created)).GetProperty("id").GetString()}";
        await admin.PostAsync($"{path}/freeze", new { }, HttpStatusCode.Accepted);
        return async () =>
        {
            Assert.Equal("frozen", (await admin.GetAsync(path)).GetProperty("state").GetString());
            Assert.Single((await admin.GetAsync($"{path}/items")).GetProperty("items").EnumerateArray());
        };
    }

    /// <summary>Its reminders become due while the service is down.</summary>
    private static async Task<Func<Task>> RemindAsync(TheApp app)
    {
        var before = await app.MailsOf("otto").CountAsync();
        return async () => Assert.True(await app.MailsOf("otto").CountAsync() > before, "Otto was not reminded.");
    }

    /// <summary>Bob's access ends while the service is down.</summary>
    private static Task<Func<Task>> EndAsync(TheApp app) => Task.FromResult<Func<Task>>(async () =>
        Assert.Single(await app.As("olga").MyTasksAsync("&kind=deprovisioning"), task => task.GetProperty("subjectUser").GetString() == "bob"));
}
