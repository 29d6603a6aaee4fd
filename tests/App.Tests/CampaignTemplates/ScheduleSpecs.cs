using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Tests.Campaigns;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.CampaignTemplates;

/// <summary>The schedules of templates: campaigns that nobody creates.</summary>
public sealed class ScheduleSpecs
{
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(16);

    [Fact]
    public async Task A_schedule_creates_freezes_and_starts_one_campaign_for_each_date()
    {
        await using var app = await ACampaign.StartAppAsync();
        await WriteAsync(app, "vault", new { apps = new[] { "vault" } }, startAfterDays: 1);
        await app.AdvanceAsync(Turn);
        Assert.Empty(await CampaignsAsync(app));

        await app.AdvanceAsync(TimeSpan.FromDays(7));
        await app.AdvanceAsync(Turn);
        var campaign = Assert.Single(await CampaignsAsync(app));
        Assert.Equal(("Vault 2026-11-23", "frozen"), (campaign.GetProperty("name").GetString(), campaign.GetProperty("state").GetString()));
        Assert.Equal("2026-11-09T08:00:00+00:00", campaign.GetProperty("origin").GetProperty("run").GetString());
        var mail = await app.MailsOf("cora").LastAsync();
        Assert.Contains("Vault 2026-11-23 is ready to start", mail.Text, StringComparison.Ordinal);

        await app.AdvanceAsync(TimeSpan.FromDays(1));
        await app.AdvanceAsync(Turn);
        Assert.Equal("open", (await CampaignsAsync(app))[0].GetProperty("state").GetString());
        var history = (await app.As("cora").GetAsync($"/api/v1/campaigns/{campaign.GetProperty("id").GetString()}")).GetProperty("history");
        Assert.All(history.EnumerateArray(), line => Assert.False(line.TryGetProperty("by", out _)));
        var run = (await app.As("cora").GetAsync("/api/v1/campaign-templates/vault/runs")).GetProperty("items")[0];
        Assert.Equal("done", run.GetProperty("state").GetString());

        await app.AdvanceAsync(TimeSpan.FromDays(6));
        Assert.Equal(["Vault 2026-11-30", "Vault 2026-11-23"], (await CampaignsAsync(app)).Select(one => one.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_run_that_cannot_start_notifies_the_owner_and_stays_as_it_is()
    {
        await using var app = await ACampaign.StartAppAsync();
        await WriteAsync(app, "nothing", new { departments = new[] { "Nowhere" } }, startAfterDays: 0);

        await app.AdvanceAsync(TimeSpan.FromDays(7));
        await app.AdvanceAsync(Turn);
        await app.AdvanceAsync(Turn);

        var run = Assert.Single((await app.As("cora").GetAsync("/api/v1/campaign-templates/nothing/runs")).GetProperty("items").EnumerateArray());
        Assert.Equal(("stopped", "noItems"), (run.GetProperty("state").GetString(), run.GetProperty("why").GetString()));
        Assert.Equal("frozen", Assert.Single(await CampaignsAsync(app)).GetProperty("state").GetString());
        Assert.Contains("did not start", (await app.MailsOf("cora").LastAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(1, await app.MailsOf("cora").CountAsync());
        var cora = await Visitor.SignInAsync(app, "cora");
        Assert.Contains("The campaign reviews no access.", (await cora.GetAsync("/campaign-templates/nothing")).Text, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(TheApp app, string template, object scope, int startAfterDays)
    {
        var content = new
        {
            plan = new { name = "Vault", reviewers = new { source = "appOwners" }, scope },
            durationDays = 14,
            recurrence = new { kind = "cron", cron = "0 8 * * 1" }, // On Mondays at eight.
            startAfterDays,
        };
        using var response = await app.As("cora").Http.PutAsync($"/api/v1/campaign-templates/{template}", JsonContent.Create(content));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<IReadOnlyList<JsonElement>> CampaignsAsync(TheApp app)
    {
        await app.RestAsync();
        return [.. (await app.As("cora").GetAsync("/api/v1/campaigns")).GetProperty("items").EnumerateArray()];
    }
}
