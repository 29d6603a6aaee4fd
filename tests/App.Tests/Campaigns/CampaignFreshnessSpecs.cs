using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>How old the data of a campaign is, and whether it is what the preview showed.</summary>
public sealed class CampaignFreshnessSpecs
{
    [Fact]
    public async Task Old_data_of_an_app_stops_a_freeze_until_it_is_imported_or_accepted()
    {
        await using var app = await ACampaign.StartAppAsync();
        var (blocking, accepting) = (await ACampaign.CreateAsync(app, BodyOf("block")), await ACampaign.CreateAsync(app, BodyOf("acknowledge")));
        var fresh = Assert.Single((await blocking.PreviewAsync()).GetProperty("apps").EnumerateArray());
        Assert.Equal(("vault", 4, "completed", false), (
            fresh.GetProperty("app").GetString(), fresh.GetProperty("items").GetInt32(), fresh.GetProperty("result").GetString(), fresh.GetProperty("isStale").GetBoolean()));

        await app.AdvanceAsync(TimeSpan.FromDays(3));
        // An import without lines of the app makes its data no newer.
        await app.ImportAsync(new { users = new[] { new { id = "eve", email = "eve@example.test", displayName = "Eve New" } } });
        var refused = await blocking.PostAsync("freeze", new { acknowledge = "I know" }, expected: HttpStatusCode.Conflict);
        Assert.Equal(("stale_data", "vault"), (refused.GetProperty("code").GetString(), refused.GetProperty("apps")[0].GetProperty("app").GetString()));
        Assert.Equal("stale_data_not_accepted", (await accepting.PostAsync("freeze", expected: HttpStatusCode.Conflict)).GetProperty("code").GetString());

        var cora = await Visitor.SignInAsync(app, "cora");
        var path = $"/campaigns/{accepting.Id}";
        var page = await cora.GetAsync(path);
        Assert.Contains("Old data: Vault.", page.Text, StringComparison.Ordinal);
        await cora.SendAsync(page.Form($"{path}/act"), "Record the population", ("reason", "The app is read only"));
        await app.RestAsync();
        Assert.Contains("The app is read only", (await cora.GetAsync(path)).Text, StringComparison.Ordinal);
        var accepted = (await accepting.ReadAsync()).GetProperty("acceptedData");
        Assert.Equal(("The app is read only", "cora"), (accepted.GetProperty("reason").GetString(), accepted.GetProperty("by").GetString()));
        Assert.True((await accepting.ReadAsync()).GetProperty("population").GetProperty("apps")[0].GetProperty("isStale").GetBoolean());

        await app.ImportAsync(new { grants = new[] { new { userId = "ada", entitlementId = SmallOrganization.Reader, lastUsedAt = "2026-11-03" } } });
        await blocking.PostAsync("freeze");
        Assert.Equal("frozen", await blocking.StateAsync());
    }

    [Fact]
    public async Task A_freeze_that_names_its_preview_is_refused_after_the_access_has_changed()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app);
        var hash = (await campaign.PreviewAsync()).GetProperty("hash").GetString();
        var cora = await Visitor.SignInAsync(app, "cora");
        var previewed = await cora.GetAsync($"/campaigns/{campaign.Id}/preview");
        await app.ImportAsync(new { grants = new[] { new { userId = "max", entitlementId = SmallOrganization.Reader } } });

        Assert.Equal("scope_changed", (await campaign.PostAsync("freeze", new { previewHash = hash }, expected: HttpStatusCode.Conflict)).GetProperty("code").GetString());
        Assert.Equal("scope_changed", (await campaign.PostAsync("freeze", new { expectedItems = 4 }, expected: HttpStatusCode.Conflict)).GetProperty("code").GetString());
        var again = await cora.SendAsync(previewed.Form($"/campaigns/{campaign.Id}/act"), "Record the population");
        Assert.Contains("Check the preview again.", again.Text, StringComparison.Ordinal);

        using (var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/campaigns/{campaign.Id}/preview"))
        {
            request.Headers.Accept.ParseAdd("text/csv");
            using var csv = await app.As("cora").Http.SendAsync(request);
            Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
            Assert.Equal(6, (await csv.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        }

        await campaign.PostAsync("freeze", new { previewHash = (await campaign.PreviewAsync()).GetProperty("hash").GetString(), expectedItems = 5 });
        Assert.Equal("frozen", await campaign.StateAsync());
    }

    private static object BodyOf(string rule) => new
    {
        name = "Vault 2026",
        reviewers = new { source = "appOwners" },
        due = "2026-11-30",
        scope = new { apps = new[] { "vault" } },
        staleData = rule,
    };
}
