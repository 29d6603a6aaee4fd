using System.Globalization;
using System.Net;
using System.Text.Json;
using AccessReview.App.Audit;
using AccessReview.App.Campaigns;
using AccessReview.App.Imports;
using AccessReview.App.Operation;
using AccessReview.App.Requests;
using AccessReview.App.Setup;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Azure.Data.Tables;
using Microsoft.DurableTask;

namespace AccessReview.Repository.Tests.Versions;

/// <summary>A recorded path through an orchestration: the actions on the running app that produce it, and its instance.</summary>
/// <param name="RunAsync">Returns the instance's id.</param>
internal sealed record ReleasedPath(string Orchestration, string Name, Func<TheApp, Task<string>> RunAsync)
{
    public static IReadOnlyList<ReleasedPath> All { get; } =
    [
        new(nameof(TaskLifecycle), "decided-early", DecidedEarlyAsync),
        new(nameof(TaskLifecycle), "two-steps", TwoStepsAsync),
        new(nameof(TaskLifecycle), "whole-ladder-ignored", WholeLadderIgnoredAsync),
        new(nameof(TaskLifecycle), "changed-while-waiting", ChangedWhileWaitingAsync),
        new(nameof(TaskLifecycle), "still-waiting", StillWaitingAsync),
        new(nameof(TaskLifecycle), "continued-as-new", ContinuedAsNewAsync),
        new(nameof(TaskLifecycle), "failed-look-repeated", FailedLookRepeatedAsync),
        new(nameof(TaskLifecycle), "looks-given-up", LooksGivenUpAsync),
        new(nameof(TaskLifecycle), "after-closing", AfterClosingAsync),
        new(nameof(OpenRequest), "told-at-once", ToldAtOnceAsync),
        new(nameof(OpenRequest), "word-got-lost", WordGotLostAsync),
        new(nameof(OpenRequest), "opening-repeated", OpeningRepeatedAsync),
        new(nameof(ImportDirectory), "one-turn", OneTurnAsync),
        new(nameof(ImportDirectory), "continued-as-new", ImportContinuedAsNewAsync),
        new(nameof(ImportDirectory), "turn-repeated", TurnRepeatedAsync),
        new(nameof(ImportDirectory), "given-up", ImportGivenUpAsync),
        new(nameof(SetUpOrganization), "set-up", SetUpAsync),
        new(nameof(SetUpOrganization), "opening-repeated", SetUpRepeatedAsync),
        new(nameof(RebuildIndex), "rebuilt", RebuiltAsync),
        new(nameof(RebuildIndex), "page-repeated", RebuiltPageRepeatedAsync),
        new(nameof(CheckAudit), "checked", CheckedAsync),
        new(nameof(RunCampaign), "population-recorded", PopulationRecordedAsync),
        new(nameof(RunCampaign), "closed-at-its-due-date", CampaignClosedAsync),
        new(nameof(RunCampaign), "extended-and-closed-early", CampaignExtendedAsync),
        new(nameof(RunCampaign), "turn-repeated", CampaignTurnRepeatedAsync),
        new(nameof(RunCampaign), "turns-given-up", CampaignTurnsGivenUpAsync),
        new(nameof(RunCampaign), "continued-as-new", CampaignContinuedAsNewAsync),
    ];

    public override string ToString() => $"{Orchestration} {Name}";

    private static async Task<string> DecidedEarlyAsync(TheApp app)
    {
        var (id, number) = await CertifyAsync(app);
        await app.As("olga").DecideAsync(number, "certify", "Seen");
        return id;
    }

    private static async Task<string> TwoStepsAsync(TheApp app)
    {
        await app.As("ada").RequestAsync(SmallOrganization.Root);
        var first = (await app.As("mia").MyTasksAsync())[0];
        await app.As("mia").DecideAsync(first.GetProperty("number").GetInt32(), "approve");
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        await app.As("otto").DecideAsync(first.GetProperty("number").GetInt32(), "approve");
        return first.GetProperty("id").GetString()!; // Every row has one.
    }

    private static async Task<string> WholeLadderIgnoredAsync(TheApp app)
    {
        var (id, _) = await CertifyAsync(app);
        for (var day = 0; day < 15; day++)
            await app.AdvanceAsync(TimeSpan.FromDays(1));
        return id;
    }

    private static async Task<string> ChangedWhileWaitingAsync(TheApp app)
    {
        var (id, number) = await CertifyAsync(app);
        await app.AdvanceAsync(TimeSpan.FromDays(2));
        await app.As("olga").PostAsync($"/api/v1/tasks/{number}/comments", new { text = "Who knows him?" }, HttpStatusCode.OK);
        await app.AdvanceAsync(TimeSpan.FromHours(3));
        await app.As("olga").PostAsync($"/api/v1/tasks/{number}/reassignments", new { to = "mia", step = 0, reason = "She does" }, HttpStatusCode.OK);
        await app.AdvanceAsync(TimeSpan.FromDays(2));
        await app.As("mia").DecideAsync(number, "remove", "Left the team");
        return id;
    }

    private static async Task<string> StillWaitingAsync(TheApp app)
    {
        var (id, _) = await CertifyAsync(app);
        await app.AdvanceAsync(TimeSpan.FromDays(11));
        return id;
    }

    private static async Task<string> ContinuedAsNewAsync(TheApp app)
    {
        var (id, number) = await CertifyAsync(app);
        for (var word = 0; word < TaskLifecycle.MaxPasses + 1; word++)
        {
            await app.As("olga").PostAsync($"/api/v1/tasks/{number}/comments", new { text = $"Word {word}" }, HttpStatusCode.OK);
            await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        await app.As("olga").DecideAsync(number, "certify", "Seen");
        return id;
    }

    private static async Task<string> FailedLookRepeatedAsync(TheApp app)
    {
        var (id, number) = await CertifyAsync(app);
        var row = await BreakAsync(Table(app, "Tasks"), id, "s", "State");
        await app.AdvanceAsync(TimeSpan.FromDays(7));
        await app.AdvanceAsync(TimeSpan.FromSeconds(6));
        await MendAsync(Table(app, "Tasks"), row);
        await app.AdvanceAsync(TimeSpan.FromSeconds(11));
        await app.As("olga").DecideAsync(number, "certify", "Seen");
        return id;
    }

    private static async Task<string> LooksGivenUpAsync(TheApp app)
    {
        var (id, _) = await CertifyAsync(app);
        await BreakAsync(Table(app, "Tasks"), id, "s", "State");
        await app.AdvanceAsync(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(5));
        return id;
    }

    /// <summary>A retry of a closed task has its own orchestration, because the task's orchestration has ended.</summary>
    private static async Task<string> AfterClosingAsync(TheApp app)
    {
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.As("mia").DecideAsync((await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32(), "approve");
        var failed = (await app.As("olga").MyTasksAsync())[0];
        await app.As("olga").DecideAsync(failed.GetProperty("number").GetInt32(), "error", "No licence left");
        await app.RestAsync();
        var retried = await app.As("otto").PostAsync($"/api/v1/tasks/{failed.GetProperty("number").GetInt32()}/retries", new { }, HttpStatusCode.OK);
        return string.Create(CultureInfo.InvariantCulture, $"{failed.GetProperty("id").GetString()}-v{retried.GetProperty("version").GetInt64()}");
    }

    private static async Task<string> ToldAtOnceAsync(TheApp app)
    {
        var request = await app.As("ada").RequestAsync(SmallOrganization.Reader);
        return $"request-{request.GetProperty("id").GetString()}";
    }

    private static async Task<string> WordGotLostAsync(TheApp app)
    {
        // The state after a crash between the start and the request's row.
        const string lost = "r00000000000000000000000000000001";
        await app.Durable.ScheduleNewOrchestrationInstanceAsync(nameof(OpenRequest), new OpeningOf(lost), new StartOrchestrationOptions("request-" + lost));
        await app.AdvanceAsync(TimeSpan.FromMinutes(16));
        return "request-" + lost;
    }

    private static async Task<string> OpeningRepeatedAsync(TheApp app)
    {
        var counter = new TableEntity("counter", "task") { ["Next"] = "unreadable" };
        await Table(app, "TaskIndex").AddEntityAsync(counter);
        var request = await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.AdvanceAsync(TimeSpan.FromSeconds(6));
        await Table(app, "TaskIndex").DeleteEntityAsync("counter", "task");
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        return $"request-{request.GetProperty("id").GetString()}";
    }

    private static async Task<string> OneTurnAsync(TheApp app) => await ImportAsync(app, "one", SmallLines());

    private static async Task<string> ImportContinuedAsNewAsync(TheApp app)
    {
        // A page has 60 KB and a turn handles eight pages, so fifty turns need long lines; refused lines are enough.
        var filler = new string('x', 7_500);
        var lines = Enumerable.Range(1, 1_700).Select(line => new RawLine(line, new Dictionary<string, string> { ["id"] = $"u{line}", ["email"] = "", ["displayName"] = filler }));
        return await ImportAsync(app, "long", [(ImportedFile.Users, lines)]);
    }

    private static async Task<string> TurnRepeatedAsync(TheApp app)
    {
        var table = Table(app, "Directory");
        var import = await app.Get<ImportIntake>().AcceptAsync("repeated", null, SmallLines(), CancellationToken.None);
        var row = await BreakAsync(table, "import|repeated", "state", "Json");
        await app.Get<ImportIntake>().StartAsync(app.Durable, import, CancellationToken.None);
        await app.AdvanceAsync(TimeSpan.FromSeconds(3));
        await MendAsync(table, row);
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        return "import-repeated";
    }

    private static async Task<string> ImportGivenUpAsync(TheApp app)
    {
        var table = Table(app, "Directory");
        var import = await app.Get<ImportIntake>().AcceptAsync("hopeless", null, SmallLines(), CancellationToken.None);
        await BreakAsync(table, "import|hopeless", "page|0|0000000", "Lines");
        await app.Get<ImportIntake>().StartAsync(app.Durable, import, CancellationToken.None);
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        return "import-hopeless";
    }

    private static Task<string> SetUpAsync(TheApp app) => StartSetUpAsync(app, "sample");

    private static async Task<string> SetUpRepeatedAsync(TheApp app)
    {
        await Table(app, "TaskIndex").UpsertEntityAsync(new TableEntity("counter", "task") { ["Next"] = "unreadable" });
        var instance = await StartSetUpAsync(app, "again");
        await app.AdvanceAsync(TimeSpan.FromSeconds(3));
        await Table(app, "TaskIndex").DeleteEntityAsync("counter", "task");
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        return instance;
    }

    private static async Task<string> RebuiltAsync(TheApp app)
    {
        await CertifyAsync(app);
        return await StartRebuildAsync(app);
    }

    private static async Task<string> RebuiltPageRepeatedAsync(TheApp app)
    {
        var (id, _) = await CertifyAsync(app);
        var row = await BreakAsync(Table(app, "Tasks"), id, "s", "State");
        var instance = await StartRebuildAsync(app);
        await MendAsync(Table(app, "Tasks"), row);
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        return instance;
    }

    private static async Task<string> CheckedAsync(TheApp app)
    {
        await CertifyAsync(app);
        await app.AdvanceAsync(TimeSpan.FromHours(4));
        var begun = await app.As(SmallOrganization.Admin).PostAsync("/api/v1/operation/audit-checks", new { }, HttpStatusCode.Accepted);
        await app.RestAsync();
        return $"CheckAudit-{begun.GetProperty("id").GetString()}";
    }

    private static async Task<string> PopulationRecordedAsync(TheApp app) => $"campaign-{await CreateCampaignAsync(app, "freeze")}.2";

    private static async Task<string> CampaignClosedAsync(TheApp app)
    {
        var id = await CreateCampaignAsync(app, "freeze", "start");
        // A task that is open at the due date ends at its own due date while the campaign ends it, so that the number of turns would differ.
        foreach (var task in await app.As("olga").MyTasksAsync())
            await app.As("olga").DecideAsync(task.GetProperty("number").GetInt32(), "certify", "Seen");
        for (var day = 0; day < 6; day++)
            await app.AdvanceAsync(TimeSpan.FromDays(1));
        return $"campaign-{id}.4";
    }

    private static async Task<string> CampaignExtendedAsync(TheApp app)
    {
        var id = await CreateCampaignAsync(app, "freeze", "start");
        await app.AdvanceAsync(TimeSpan.FromHours(30));
        await CommandAsync(app, id, "extend", new { due = "2026-11-10", reason = "Holidays" });
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        await CommandAsync(app, id, "close", new { reason = "All seen" });
        return $"campaign-{id}.4";
    }

    private static async Task<string> CampaignTurnRepeatedAsync(TheApp app)
    {
        var id = await CreateCampaignAsync(app, "freeze");
        await Table(app, "TaskIndex").UpsertEntityAsync(new TableEntity("counter", "task") { ["Next"] = "unreadable" });
        await CommandAsync(app, id, "start", new { });
        await app.AdvanceAsync(TimeSpan.FromSeconds(6));
        await Table(app, "TaskIndex").DeleteEntityAsync("counter", "task");
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        return $"campaign-{id}.4";
    }

    private static async Task<string> CampaignTurnsGivenUpAsync(TheApp app)
    {
        var id = await CreateCampaignAsync(app, "freeze");
        await Table(app, "TaskIndex").UpsertEntityAsync(new TableEntity("counter", "task") { ["Next"] = "unreadable" });
        await CommandAsync(app, id, "start", new { });
        await app.AdvanceAsync(TimeSpan.FromMinutes(5));
        await Table(app, "TaskIndex").DeleteEntityAsync("counter", "task");
        await app.AdvanceAsync(TimeSpan.FromMinutes(15));
        return $"campaign-{id}.4";
    }

    private static async Task<string> CampaignContinuedAsNewAsync(TheApp app)
    {
        var id = await CreateCampaignAsync(app, "freeze", "start");
        for (var day = 1; day <= RunCampaign.MaxTurns; day++)
        {
            await CommandAsync(app, id, "extend", new { due = TheApp.Monday.AddDays(5 + day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), reason = "Holidays" });
            await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        await CommandAsync(app, id, "cancel", new { reason = "Wrong scope" });
        return $"campaign-{id}.4";
    }

    private static async Task<string> CreateCampaignAsync(TheApp app, params string[] commands)
    {
        // The key gives the same id each time.
        using var created = await app.As("adam").PostAsync("/api/v1/campaigns", new { name = "Vault", reviewers = new { source = "appOwners" }, due = "2026-11-06" }, "golden-campaign");
        var id = JsonDocument.Parse(await created.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString()!; // Every campaign has one.
        foreach (var command in commands)
            await CommandAsync(app, id, command, new { });
        return id;
    }

    private static async Task CommandAsync(TheApp app, string id, string command, object body)
    {
        await app.As("adam").PostAsync($"/api/v1/campaigns/{id}/{command}", body, HttpStatusCode.Accepted);
        await app.RestAsync();
    }

    private static async Task<string> StartRebuildAsync(TheApp app)
    {
        var begun = await app.As(SmallOrganization.Admin).PostAsync("/api/v1/operation/index-rebuilds", new { }, HttpStatusCode.Accepted);
        await app.RestAsync();
        return $"RebuildIndex-{begun.GetProperty("id").GetString()}";
    }

    private static async Task<string> StartSetUpAsync(TheApp app, string import)
    {
        await app.Get<ImportIntake>().AcceptAsync(import, null, SmallLines(), CancellationToken.None);
        await app.Durable.ScheduleNewOrchestrationInstanceAsync(nameof(SetUpOrganization), new ImportOf(import), new StartOrchestrationOptions($"setup-{import}"));
        await app.RestAsync();
        return $"setup-{import}";
    }

    private static async Task<string> ImportAsync(TheApp app, string id, IEnumerable<(ImportedFile File, IEnumerable<RawLine> Lines)> files)
    {
        var import = await app.Get<ImportIntake>().AcceptAsync(id, null, files, CancellationToken.None);
        await app.Get<ImportIntake>().StartAsync(app.Durable, import, CancellationToken.None);
        await app.RestAsync();
        return $"import-{id}";
    }

    private static (ImportedFile File, IEnumerable<RawLine> Lines)[] SmallLines() =>
    [
        (ImportedFile.Users, [Line(1, ("id", "ann"), ("email", "ann@example.test"), ("displayName", "Ann"), ("managerId", "mia")), Line(2, ("id", "ben"), ("email", "ben@example.test"), ("displayName", "Ben"))]),
        (ImportedFile.Grants, [Line(1, ("userId", "ann"), ("entitlementId", SmallOrganization.Reader))]),
    ];

    private static RawLine Line(int number, params (string Column, string Value)[] values) => new(number, values.ToDictionary(value => value.Column, value => value.Value));

    private static async Task<(string Id, int Number)> CertifyAsync(TheApp app)
    {
        var opened = await app.As("adam").PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement = SmallOrganization.Reader }, HttpStatusCode.Created);
        await app.RestAsync();
        return (opened.GetProperty("id").GetString()!, opened.GetProperty("number").GetInt32()); // Every task has one.
    }

    /// <summary>Makes a row unreadable. Returns the row as it was.</summary>
    private static async Task<TableEntity> BreakAsync(TableClient table, string partition, string row, string property)
    {
        TableEntity whole = await table.GetEntityAsync<TableEntity>(partition, row);
        await table.UpsertEntityAsync(new TableEntity(partition, row) { [property] = whole[property] is byte[] bytes ? bytes[..1] : "unreadable" });
        return whole;
    }

    private static TableClient Table(TheApp app, string name) => app.Tables.GetTableClient(name);

    private static Task MendAsync(TableClient table, TableEntity whole) => table.UpsertEntityAsync(whole, TableUpdateMode.Replace);
}
