using System.Net;
using System.Text.Json;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Audit;

/// <summary>T-t6: any change of a task's history without the app is found and named.</summary>
public sealed class AuditSpecs(AuditSpecs.Histories histories, AuditSpecs.Digests digests)
    : IClassFixture<AuditSpecs.Histories>, IClassFixture<AuditSpecs.Digests>
{
    private const string Checks = "/api/v1/operation/audit-checks";

    [Fact]
    public async Task An_audit_check_of_unchanged_histories_finds_nothing_and_every_hour_has_a_digest()
    {
        await using var app = await WithHistoryAsync();
        await app.AdvanceAsync(TimeSpan.FromMinutes(310));

        var check = await CheckAsync(app);

        Assert.Equal("Completed", check.GetProperty("status").GetString());
        Assert.Equal(0, check.GetProperty("findingCount").GetInt32());
        Assert.Equal(5, check.GetProperty("digests").GetInt32());
        Assert.Equal(Files(app).Count, check.GetProperty("digests").GetInt32());
        Assert.Equal(2, check.GetProperty("heads").GetInt32());
    }

    [Theory]
    [InlineData("edited", "chain_broken", 2)]
    [InlineData("deleted", "chain_broken", 2)]
    [InlineData("inserted", "chain_broken", 5)]
    [InlineData("reordered", "chain_broken", 2)]
    [InlineData("truncated", "chain_broken", 4)]
    [InlineData("truncated with its state", "cut_off", 4)]
    [InlineData("made anew", "made_anew", 4)]
    [InlineData("gone", "gone", null)]
    public async Task An_audit_check_names_the_first_bad_event_of_a_changed_history(string deed, string what, int? version)
    {
        var (app, id) = (histories.App, histories.Take());
        Assert.Equal(4, (await app.Get<TaskStore>().LoadAsync(id, CancellationToken.None))!.Task.Version); // Opened, assigned, decided, closed.

        await new Forger(app, id).DoAsync(deed);
        var findings = (await CheckAsync(app)).GetProperty("findings").EnumerateArray().ToDictionary(found => found.GetProperty("where").GetString()!); // Every finding has a task.

        Assert.Equal(histories.Taken.Order(StringComparer.Ordinal), findings.Keys.Order(StringComparer.Ordinal));
        var finding = findings[id.Value];
        Assert.Equal(what, finding.GetProperty("what").GetString());
        Assert.Equal(version, finding.TryGetProperty("version", out var at) && at.ValueKind == JsonValueKind.Number ? at.GetInt32() : null);
    }

    [Theory]
    [InlineData("changed", "bad_signature")]
    [InlineData("cut", "malformed")]
    [InlineData("removed", "digest_missing")]
    [InlineData("of another key", "unknown_key")]
    public async Task An_audit_check_names_a_changed_digest(string deed, string what)
    {
        var app = digests.App;
        var file = Files(app)[1];
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, deed switch
        {
            "changed" => text.Replace("\"heads\":", "\"Heads\":", StringComparison.Ordinal),
            "cut" => text[..^20],
            "of another key" => text.Replace("\nlocal ", "\nother ", StringComparison.Ordinal),
            _ => text,
        });
        if (deed == "removed")
            File.Delete(file);

        var finding = (await CheckAsync(app)).GetProperty("findings").EnumerateArray().First();
        await File.WriteAllTextAsync(file, text); // The next row starts with the hash as it was written.
        Assert.Equal(what, finding.GetProperty("what").GetString());
    }

    [Fact]
    public async Task After_a_restore_of_older_tables_a_new_digest_chain_starts_and_the_old_digests_stay()
    {
        await using var app = await WithHistoryAsync();
        var record = app.Get<AppTables>().Audit;
        await app.AdvanceAsync(TimeSpan.FromMinutes(70));
        var yesterday = (await record.GetEntityAsync<TableEntity>("digest", "state")).Value;
        await app.As("ada").RequestAsync(SmallOrganization.Root);
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        var before = Files(app);

        await record.UpsertEntityAsync(yesterday, TableUpdateMode.Replace);
        await app.AdvanceAsync(TimeSpan.FromMinutes(70));

        Assert.Equal(before, Files(app).Intersect(before));
        Assert.True(Files(app).Count > before.Count);
        Assert.Equal(2, Files(app).Select(file => Path.GetRelativePath(Folder(app), file).Split(Path.DirectorySeparatorChar)[0]).Distinct().Count());
        Assert.Equal(0, (await CheckAsync(app)).GetProperty("findingCount").GetInt32());
    }

    [Fact]
    public async Task Digests_of_missed_hours_are_written_later()
    {
        await using var app = await WithHistoryAsync();
        await app.AdvanceAsync(TimeSpan.FromMinutes(70));
        await app.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.Equal(0, (await CheckAsync(app)).GetProperty("findingCount").GetInt32());
        Assert.Equal(73, Files(app).Count);
    }

    [Fact]
    public async Task An_auditor_may_start_an_audit_check_and_a_reviewer_may_not()
    {
        await using var app = await WithHistoryAsync();
        await app.As("aud").PostAsync(Checks, new { }, HttpStatusCode.Conflict);
        await app.AdvanceAsync(TimeSpan.FromMinutes(70));

        await app.As("aud").PostAsync(Checks, new { }, HttpStatusCode.Accepted);
        await app.As("mia").PostAsync(Checks, new { }, HttpStatusCode.Forbidden);
        Assert.Equal("bad_hour", (await app.As("aud").PostAsync(Checks, new { from = "yesterday" }, HttpStatusCode.BadRequest)).GetProperty("code").GetString());
    }

    private static async Task<TheApp> WithHistoryAsync()
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await ApproveAsync(app, "ada");
        return app;
    }

    private static async Task ApproveAsync(TheApp app, params string[] people)
    {
        foreach (var person in people)
            await app.As(person).RequestAsync(SmallOrganization.Reader);
        foreach (var task in await app.As("mia").MyTasksAsync())
            await app.As("mia").DecideAsync(task.GetProperty("number").GetInt32(), "approve");
        await app.RestAsync();
    }

    private static async Task<JsonElement> CheckAsync(TheApp app)
    {
        var begun = await app.As("aud").PostAsync(Checks, new { }, HttpStatusCode.Accepted);
        await app.RestAsync();
        return await app.As("aud").GetAsync($"{Checks}/{begun.GetProperty("id").GetString()}");
    }

    private static string Folder(TheApp app) => Path.Combine(app.DataPath, "audit");

    private static List<string> Files(TheApp app) =>
        [.. System.IO.Directory.GetFiles(Folder(app), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Approvals in written digests, one per kind of tampering.</summary>
    public sealed class Histories : SharedApp
    {
        private readonly Queue<TaskId> _untouched = [];

        /// <summary>Tampered tasks, which the report must name.</summary>
        public IList<string> Taken { get; } = [];

        public TaskId Take()
        {
            var id = _untouched.Dequeue();
            Taken.Add(id.Value);
            return id;
        }

        protected override async Task PrepareAsync(TheApp app)
        {
            string[] people = [.. Enumerable.Range(1, 8).Select(number => $"p{number}")];
            await app.As("adam").PostAsync(
                DirectoryFiles.Path,
                new { users = people.Select(id => new { id, email = $"{id}@example.test", displayName = id, managerId = "mia" }) },
                HttpStatusCode.Accepted);
            await app.RestAsync();
            await ApproveAsync(app, people);
            foreach (var task in (await app.As("mia").GetAsync("/api/v1/my/completed")).GetProperty("items").EnumerateArray())
                _untouched.Enqueue(TaskId.From(task.GetProperty("id").GetString()!)); // Every row has one.
            await app.AdvanceAsync(TimeSpan.FromHours(2));
        }
    }

    /// <summary>Three digests; a test restores their files.</summary>
    public sealed class Digests : SharedApp
    {
        protected override async Task PrepareAsync(TheApp app)
        {
            await ApproveAsync(app, "ada");
            await app.AdvanceAsync(TimeSpan.FromHours(3));
        }
    }
}
