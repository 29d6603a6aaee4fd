using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Repository.Tests.Cost;

namespace AccessReview.Benchmarks;

/// <summary>
/// The duration of a campaign over a whole organization, the table requests for each item, and the memory that stays. The process has the
/// app and the emulator. Two people review, so the mails are two batches.
/// </summary>
internal static class CampaignBench
{
    private const string Owner = "the-owner";

    private static readonly string[] Reviewers = ["first-reviewer", "second-reviewer"];

    /// <param name="organization">The CSV files by name.</param>
    public static async Task RunAsync(IReadOnlyDictionary<string, string> organization, TextWriter report)
    {
        var meter = new Meter();
        await using var app = await MeteredApp.StartAsync(meter);
        await ImportAsync(SmallOrganization.Import);
        await app.ImportAsync(organization);
        await ImportAsync(new { users = Reviewers.Select(id => Person(id, "reviewer")).Append(Person(Owner, "campaignOwner")) });
        var plan = new { name = "Everything", reviewers = new { source = "named", users = Reviewers }, due = app.Now.AddDays(30) };
        var id = (await app.As(Owner).PostAsync("/api/v1/campaigns", plan, HttpStatusCode.Created)).GetProperty("id").GetString();

        await report.WriteLineAsync("                                    seconds   requests an item   MB that stay");
        var preview = default(JsonElement);
        await MeasureAsync("preview", async () => preview = await app.As(Owner).PostAsync($"/api/v1/campaigns/{id}/preview", new { }, HttpStatusCode.OK));
        await MeasureAsync("population recorded", () => ActAsync("freeze"));
        await MeasureAsync("opened, and notified of", () => ActAsync("start"));
        await MeasureAsync("progress", () => app.As(Owner).GetAsync($"/api/v1/campaigns/{id}/progress"));
        await MeasureAsync("evidence", async () =>
        {
            using var answer = await app.As(Owner).Http.GetAsync($"/api/v1/campaigns/{id}/evidence");
            await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        });

        async Task ImportAsync(object import)
        {
            await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", import, HttpStatusCode.Accepted);
            await app.RestAsync();
        }

        async Task ActAsync(string what)
        {
            await app.As(Owner).PostAsync($"/api/v1/campaigns/{id}/{what}", new { }, HttpStatusCode.Accepted);
            await app.RestAsync();
        }

        async Task MeasureAsync(string what, Func<Task> runAsync)
        {
            var (before, start) = (Requests(meter), Stopwatch.GetTimestamp());
            await runAsync();
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var items = Math.Max(preview.ValueKind == JsonValueKind.Object ? preview.GetProperty("items").GetInt32() : 1, 1);
            var stays = GC.GetTotalMemory(forceFullCollection: true) / (1024.0 * 1024);
            await report.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what,-24} {items,7:N0} {seconds,9:F1} {(Requests(meter) - before) / (double)items,18:F2} {stays,14:F0}"));
        }
    }

    private static object Person(string id, string roles) => new { id, email = $"{id}@users.example", displayName = id, roles };

    private static long Requests(Meter meter) => meter.Now().Where(count => count.Key.StartsWith("tables.", StringComparison.Ordinal)).Sum(count => count.Value);
}
