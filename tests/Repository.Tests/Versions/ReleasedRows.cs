using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Versions;

/// <summary>Lets the running build, before its release, write rows of every kind in a separate process.</summary>
internal static class ReleasedRows
{
    /// <summary>A link key that no installation uses.</summary>
    public static readonly string[] LinkKey = ["Links:SigningKey=golden", "Links:Keys:golden=AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="];

    public const string IdempotencyKey = "golden-request";

    public static object AdasRequest { get; } = new { entitlementId = SmallOrganization.Reader, reason = "For the release" };

    public static async Task<StoredRows> MakeAsync()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        var folder = TheApp.NewFolder();
        Dictionary<string, string> facts;
        await using (var process = new AppProcess(folder, issuer))
        {
            process.Settings = [$"Emulator:FreezeClockAt={TheApp.Monday:O}", "Email:PerMinute=24", "Email:PerHour=80", .. LinkKey];
            await process.StartAsync();
            using var app = new RemoteApp(process, issuer, () => TheApp.Monday);
            facts = await UseAsync(app);
            await process.KillAsync();

            // A committed task with pending effects and a stopped import, because the functions that continue them are disabled.
            process.Settings = [.. process.Settings, "AzureWebJobs.LookAtTask.Disabled=1", "AzureWebJobs.ApplyImportedLines.Disabled=1"];
            await process.StartAsync();
            await LeaveUnfinishedAsync(app, facts);
        }

        await using var reader = await TheApp.StartAsync(issuer, folder);
        var rows = await StoredRows.OfAsync(reader, facts);
        Directory.Delete(folder, recursive: true);
        return rows;
    }

    private static async Task<Dictionary<string, string>> UseAsync(RemoteApp app)
    {
        var adam = app.As(SmallOrganization.Admin);
        await adam.PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await app.AdvanceAsync("PT0S");
        var more = new
        {
            users = new object[] { new { id = "nobody", email = "no address", displayName = "Nobody" } },
            grants = new object[] { new { userId = "ada", entitlementId = SmallOrganization.Root, until = "2027-01-31", lastUsedAt = "2026-10-01" } },
        };
        await adam.PostAsync("/api/v1/directory/imports", more, HttpStatusCode.Accepted);
        await app.AdvanceAsync("PT0S");
        using (var away = await app.As("otto").Http.PatchAsync("/api/v1/users/me/out-of-office", System.Net.Http.Json.JsonContent.Create(new { delegateId = "max", until = "2026-12-24T00:00:00Z" })))
            away.EnsureSuccessStatusCode();

        using (var asked = await app.As("ada").PostAsync("/api/v1/requests", AdasRequest, IdempotencyKey))
            asked.EnsureSuccessStatusCode();
        await app.As("max").RequestAsync(SmallOrganization.Reader);
        foreach (var task in await app.As("olga").MyTasksAsync("&kind=approval"))
            await app.As("olga").DecideAsync(task.GetProperty("number").GetInt32(), "approve");
        foreach (var task in await app.As("adam").MyTasksAsync("&kind=approval"))
            await app.As("adam").DecideAsync(task.GetProperty("number").GetInt32(), "approve");
        foreach (var task in await app.As("olga").MyTasksAsync("&kind=provisioning"))
            await app.As("olga").DecideAsync(task.GetProperty("number").GetInt32(), "complete");

        var campaign = await adam.PostAsync("/api/v1/campaigns", new { name = "Vault", reviewers = new { source = "appOwners" }, due = "2027-01-31" }, HttpStatusCode.Created);
        await adam.PostAsync($"/api/v1/campaigns/{campaign.GetProperty("id").GetString()}/freeze", new { }, HttpStatusCode.Accepted);
        await app.AdvanceAsync("PT0S");

        var reader = await CertifyAsync(adam, SmallOrganization.Reader);
        var root = await CertifyAsync(adam, SmallOrganization.Root);
        await app.AdvanceAsync("PT20H");
        await app.As("olga").DecideAsync(reader, "remove", "Left the team");
        await adam.PostAsync($"/api/v1/tasks/{root}/comments", new { text = "Who knows him?" }, HttpStatusCode.OK);
        await adam.PostAsync($"/api/v1/tasks/{root}/reassignments", new { to = "mia", step = 0, reason = "She does" }, HttpStatusCode.OK);
        await app.AdvanceAsync("PT1H");

        return new Dictionary<string, string>
        {
            ["session"] = await app.SignInAsync("olga"),
            ["link"] = new Uri((await app.MailsAsync("mia@example.test"))[0].Links.First(link => link.Contains("/r/", StringComparison.Ordinal))).AbsolutePath,
            ["cursor"] = (await adam.GetAsync("/api/v1/users?limit=2")).GetProperty("nextCursor").GetString()!, // There are eight.
        };
    }

    private static async Task<int> CertifyAsync(Person admin, string entitlement) =>
        (await admin.PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement }, HttpStatusCode.Created)).GetProperty("number").GetInt32();

    private static async Task LeaveUnfinishedAsync(RemoteApp app, Dictionary<string, string> facts)
    {
        var waiting = (await app.As("mia").MyTasksAsync("&kind=certification"))[0];
        facts["unsettled"] = waiting.GetProperty("id").GetString()!; // Every row has one.
        await app.As("mia").PostAsync($"/api/v1/tasks/{waiting.GetProperty("number").GetInt32()}/comments", new { text = "I do" }, HttpStatusCode.OK);
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", new { users = new object[] { new { id = "eve", email = "eve@example.test", displayName = "Eve" } } }, HttpStatusCode.Accepted);
        await app.AdvanceAsync("PT0S");
    }
}
