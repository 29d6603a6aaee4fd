using System.Net;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Imports;
using AccessReview.App.Links;
using AccessReview.App.Notifications;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Repository.Tests.Versions;

/// <summary>The current build reads rows of all releases through its stores and endpoints.</summary>
public sealed class StoredRowSpecs
{
    public static TheoryData<string> Releases => [.. Release.All];

    /// <summary>Only on request: a build writes its rows once before its release, to be checked in.</summary>
    private static bool Captures => Environment.GetEnvironmentVariable("CAPTURE_ROWS") == "1";

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Rows_of_every_release_can_be_read(string release)
    {
        if (Captures && !StoredRows.AreKept(release))
            (await ReleasedRows.MakeAsync()).Write(release);
        var rows = StoredRows.Read(release);
        Assert.All(rows.Tables, table => Assert.NotEmpty(table.Value));

        var folder = TheApp.NewFolder();
        await using (var before = await TheApp.StartAsync(dataPath: folder, settings: ReleasedRows.LinkKey))
        {
            await before.AdvanceAsync(TimeSpan.FromHours(21));
            await rows.LoadIntoAsync(before);
        }

        // Data Protection keys are rows that are read at start.
        await using (var app = await TheApp.StartAsync(dataPath: folder, settings: ReleasedRows.LinkKey))
        {
            await TasksAreReadAsync(app, rows);
            await DirectoryIsReadAsync(app);
            await RequestsAreReadAsync(app);
            await LinksAndSessionsAreReadAsync(app, rows);
            if (rows.Tables.ContainsKey("Campaigns"))
                await CampaignsAreReadAsync(app);
            await WorkGoesOnAsync(app, rows);
            await Invariants.CheckAsync(app);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task TasksAreReadAsync(TheApp app, StoredRows rows)
    {
        var store = app.Get<TaskStore>();
        foreach (var id in rows.Tables["Tasks"].Select(row => TaskId.From(row.PartitionKey)).Distinct())
        {
            var stored = await store.LoadAsync(id, CancellationToken.None);
            Assert.NotNull(stored);
            Assert.Null(await store.FirstBrokenLinkAsync(id, CancellationToken.None));
            Assert.Equal(id, await app.Get<TaskIndex>().FindAsync(stored.Task.Number, CancellationToken.None));
            Assert.NotEmpty(await app.Get<NotificationStore>().OfTaskAsync(id, CancellationToken.None));
        }

        var waiting = Assert.Single((await app.As("mia").GetAsync("/api/v1/my/tasks?kind=certification")).GetProperty("items").EnumerateArray());
        Assert.Equal("Root", waiting.GetProperty("entitlementName").GetString());
        Assert.NotEmpty((await app.As("olga").GetAsync("/api/v1/my/completed")).GetProperty("items").EnumerateArray());
    }

    private static async Task DirectoryIsReadAsync(TheApp app)
    {
        var directory = app.Get<DirectoryStore>();
        Assert.Equal(UserId.From("max"), (await directory.FindUserAsync(UserId.From("otto"), CancellationToken.None))?.DelegateId);
        Assert.Equal("ada", (await directory.FindUserByEmailAsync("ada@example.test", CancellationToken.None))?.Id.Value);
        Assert.Equal("Ada Lovelace", Assert.Single(await directory.SearchUsersAsync("love", 5, CancellationToken.None)).DisplayName);
        Assert.Equal(["olga", "otto"], (await directory.FindAppAsync(AppId.From("vault"), CancellationToken.None))?.OwnerIds.Select(owner => owner.Value));
        Assert.Equal(Risk.High, (await directory.FindEntitlementAsync(EntitlementId.From(SmallOrganization.Root), CancellationToken.None))?.Risk);
        Assert.Contains(UserId.From(SmallOrganization.Admin), await directory.AdminsAsync(CancellationToken.None));
        Assert.Equal(2, (await directory.GrantsOfUserAsync(UserId.From("bob"), CancellationToken.None)).Count);
        Assert.Equal(2, (await directory.CountHoldersAsync(EntitlementId.From(SmallOrganization.Root), CancellationToken.None)).Total);
        Assert.Equal(UserId.From("ada"), Assert.Single(await directory.EndsUntilAsync(TheApp.Monday.AddDays(365), CancellationToken.None).ToListAsync()).Access.User);

        var imports = await app.Tables.GetTableClient("Directory").QueryAsync<TableEntity>("RowKey eq 'state'").Select(row => row.PartitionKey.Split('|')[1]).ToListAsync();
        Assert.Equal(3, imports.Count);
        Assert.All(await Task.WhenAll(imports.Select(id => app.Get<ImportStore>().LoadAsync(id, CancellationToken.None))), Assert.NotNull);
        var problems = await Task.WhenAll(imports.Select(async id => await app.Get<ImportStore>().ProblemsAsync(id, null, CancellationToken.None).CountAsync()));
        Assert.Equal(1, problems.Sum());
    }

    private static async Task RequestsAreReadAsync(TheApp app)
    {
        Assert.Equal("pending", Assert.Single((await app.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items").EnumerateArray()).GetProperty("state").GetString());
        Assert.Equal("granted", Assert.Single((await app.As("max").GetAsync("/api/v1/my/requests")).GetProperty("items").EnumerateArray()).GetProperty("state").GetString());

        // A repeated request gets the stored answer.
        using var again = await app.As("ada").PostAsync("/api/v1/requests", ReleasedRows.AdasRequest, ReleasedRows.IdempotencyKey);
        Assert.Equal((HttpStatusCode.Created, "true"), (again.StatusCode, Assert.Single(again.Headers.GetValues("Idempotent-Replay"))));
        // The row that prevents a second request for the same access is effective.
        await app.As("ada").RequestAsync(SmallOrganization.Reader, expected: HttpStatusCode.Conflict);
    }

    /// <summary>Releases up to 1.1.0 had no campaigns.</summary>
    private static async Task CampaignsAreReadAsync(TheApp app)
    {
        var campaign = Assert.Single((await app.As("adam").GetAsync("/api/v1/campaigns")).GetProperty("items").EnumerateArray());
        Assert.Equal("frozen", campaign.GetProperty("state").GetString());
        var items = await app.As("adam").GetAsync($"/api/v1/campaigns/{campaign.GetProperty("id").GetString()}/items");
        Assert.Equal(campaign.GetProperty("population").GetProperty("items").GetInt32(), items.GetProperty("items").GetArrayLength());
    }

    private static async Task LinksAndSessionsAreReadAsync(TheApp app, StoredRows rows)
    {
        using var client = app.Client();
        using var opened = await client.GetAsync(rows.Facts["link"]);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);

        using var mine = new HttpRequestMessage(HttpMethod.Get, "/api/v1/my/counts");
        mine.Headers.Add("Cookie", rows.Facts["session"]);
        using var counts = await client.SendAsync(mine);
        Assert.Equal(HttpStatusCode.OK, counts.StatusCode);

        // Encrypted with the keys that are rows too.
        var next = await app.As(SmallOrganization.Admin).GetAsync("/api/v1/users?limit=2&cursor=" + Uri.EscapeDataString(rows.Facts["cursor"]));
        Assert.Equal(2, next.GetProperty("items").GetArrayLength());

        foreach (var row in rows.Tables["Links"])
            Assert.NotNull(await app.Get<LinkStore>().FindAsync(TaskId.From(row.PartitionKey), row.GetInt32("Generation")!.Value, row.GetString("LinkId"), CancellationToken.None)); // Every link has one.
    }

    /// <summary>Orchestrations are not rows: the reconciler finds pending work, and open tasks can be decided.</summary>
    private static async Task WorkGoesOnAsync(TheApp app, StoredRows rows)
    {
        await app.AdvanceAsync(TimeSpan.FromMinutes(20));
        Assert.True((await app.Get<TaskStore>().LoadAsync(TaskId.From(rows.Facts["unsettled"]), CancellationToken.None))?.IsSettled);

        foreach (var (person, decision) in new[] { ("mia", "certify"), ("mia", "approve"), ("olga", "confirm"), ("olga", "complete") })
        {
            foreach (var task in (await app.As(person).MyTasksAsync()).Where(task => Matches(task.GetProperty("kind").GetString(), decision)))
                await app.As(person).DecideAsync(task.GetProperty("number").GetInt32(), decision, "Seen");
            await app.AdvanceAsync(TimeSpan.FromMinutes(20));
        }

        Assert.Equal("granted", (await app.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items")[0].GetProperty("state").GetString());
    }

    private static bool Matches(string? kind, string decision) => (kind, decision) is ("certification", "certify") or ("approval", "approve") or ("revocation", "confirm") or ("provisioning", "complete");
}
