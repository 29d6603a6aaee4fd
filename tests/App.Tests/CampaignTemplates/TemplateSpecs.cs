using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Tests.Campaigns;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.CampaignTemplates;

/// <summary>Templates of campaigns: versions, checks, and campaigns from them.</summary>
public sealed class TemplateSpecs
{
    private const string Path = "/api/v1/campaign-templates/vault";

    private static object Content(string name = "Vault", int days = 14, object? recurrence = null, object? scope = null, int? startAfterDays = null) => new
    {
        plan = new { name, reviewers = new { source = "appOwners" }, scope = scope ?? new { apps = new[] { "vault" } }, control = "ITGC-7" },
        durationDays = days,
        recurrence = recurrence ?? new { kind = "quarterEnds" },
        startAfterDays,
    };

    [Fact]
    public async Task A_template_is_checked_written_exported_changed_used_and_retired_over_the_API()
    {
        await using var app = await ACampaign.StartAppAsync();

        var check = await PutAsync(app, $"{Path}?dryRun=true", Content());
        Assert.Equal((true, 4), (check.GetProperty("isChanged").GetBoolean(), check.GetProperty("preview").GetProperty("items").GetInt32()));
        Assert.Equal("2026-12-17", check.GetProperty("nextRuns")[0].GetProperty("due").GetString());
        using (var missing = await app.As("cora").Http.GetAsync(Path))
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        var written = await PutAsync(app, Path, Content());
        Assert.Equal(1, written.GetProperty("version").GetInt32());
        var export = await app.As("cora").GetAsync(Path);
        Assert.Equal(("cora", "Etc/UTC"), (export.GetProperty("plan").GetProperty("owner").GetString(), export.GetProperty("plan").GetProperty("timeZone").GetString()));
        var again = await PutAsync(app, Path, export, by: "carl");
        Assert.Equal((1, false), (again.GetProperty("version").GetInt32(), again.GetProperty("isChanged").GetBoolean()));

        // Somebody who knows an older version changes nothing.
        await PutAsync(app, Path, Content(days: 20), ifMatch: "\"7\"", expected: HttpStatusCode.PreconditionFailed);
        var changed = await PutAsync(app, Path, Content(days: 20), by: "carl", ifMatch: "\"1\"");
        Assert.Equal(2, changed.GetProperty("version").GetInt32());
        var versions = (await app.As("cora").GetAsync($"{Path}/versions")).GetProperty("items");
        Assert.Equal(("carl", "/durationDays", "14", "20"), (
            versions[1].GetProperty("by").GetProperty("id").GetString(),
            versions[1].GetProperty("differences")[0].GetProperty("pointer").GetString(),
            versions[1].GetProperty("differences")[0].GetProperty("before").GetString(),
            versions[1].GetProperty("differences")[0].GetProperty("after").GetString()));
        Assert.Equal(14, (await app.As("cora").GetAsync($"{Path}?version=1")).GetProperty("durationDays").GetInt32());

        var campaign = await app.As("cora").PostAsync($"{Path}/campaigns", new { start = "2026-11-10" }, HttpStatusCode.Created);
        Assert.Equal(("Vault 2026-11-30", "2026-11-30T23:59:59+00:00", "draft"), (
            campaign.GetProperty("name").GetString(), campaign.GetProperty("due").GetString(), campaign.GetProperty("state").GetString()));
        Assert.Equal(("vault", 2), (campaign.GetProperty("origin").GetProperty("template").GetString(), campaign.GetProperty("origin").GetProperty("version").GetInt32()));

        await PutAsync(app, Path, Content(days: 20, scope: new { minimumRisk = "high" }));
        var second = await app.As("cora").PostAsync($"{Path}/campaigns", new { }, HttpStatusCode.Created);
        var differences = (await app.As("cora").GetAsync($"/api/v1/campaigns/{second.GetProperty("id").GetString()}")).GetProperty("differences");
        Assert.Equal(["/scope/apps", "/scope/minimumRisk"], differences.EnumerateArray().Select(one => one.GetProperty("pointer").GetString()));

        using (var retired = await app.As("cora").Http.DeleteAsync(Path))
            Assert.Equal(HttpStatusCode.NoContent, retired.StatusCode);
        await app.As("cora").PostAsync($"{Path}/campaigns", new { }, HttpStatusCode.Conflict);
        Assert.True((await app.As("cora").GetAsync("/api/v1/campaign-templates")).GetProperty("items")[0].GetProperty("isRetired").GetBoolean());
        Assert.Equal(4, (await app.As("cora").GetAsync($"{Path}/versions")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_template_that_is_not_valid_is_refused_with_the_place_of_each_fault()
    {
        await using var app = await ACampaign.StartAppAsync();
        async Task<string> FaultsAsync(object content) => string.Join(" ", (await PutAsync(app, Path, content, expected: HttpStatusCode.BadRequest)).GetProperty("faults").EnumerateArray()
            .Select(fault => fault.GetProperty("pointer").GetString()));

        Assert.Equal("/durationDays", await FaultsAsync(Content(days: 0)));
        Assert.Equal("/plan/name /recurrence/cron", await FaultsAsync(Content(name: " ", recurrence: new { kind = "cron", cron = "every day" })));
        Assert.Equal("/recurrence/cron", await FaultsAsync(Content(recurrence: new { kind = "cron", cron = "*/5 * * * *" })));
        Assert.Equal("/recurrence/cron", await FaultsAsync(Content(recurrence: new { kind = "cron", cron = "0 0 31 2 *" })));
        Assert.Equal("/startAfterDays", await FaultsAsync(Content(startAfterDays: 14)));
        Assert.Equal("/plan/due", await FaultsAsync(new { plan = new { name = "Vault", reviewers = new { source = "appOwners" }, due = "2026-12-01" }, durationDays = 14 }));
        Assert.Equal("/plan/owner", await FaultsAsync(new { plan = new { name = "Vault", reviewers = new { source = "appOwners" }, owner = "bob" }, durationDays = 14 }));
        await PutAsync(app, "/api/v1/campaign-templates/Vault", Content(), expected: HttpStatusCode.BadRequest);
        await PutAsync(app, Path, Content(), by: "otto", expected: HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_owner_checks_saves_edits_and_uses_a_template_on_the_pages()
    {
        await using var app = await ACampaign.StartAppAsync();
        var cora = await Visitor.SignInAsync(app, "cora");
        const string New = "/campaign-templates/new/form";

        var form = await cora.GetAsync(New);
        var checkedForm = await cora.SendAsync(form.Form(New), "Check", ("template", "vault"), ("name", "Vault"), ("apps", "vault"), ("kind", "monthEnds"));
        Assert.Contains("A campaign from this template, if it were started now", checkedForm.Text, StringComparison.Ordinal);
        Assert.Contains("30 Nov 2026", checkedForm.Text, StringComparison.Ordinal);
        Assert.Contains("There are no templates yet.", (await cora.GetAsync("/campaign-templates")).Text, StringComparison.Ordinal);

        var page = await cora.SendAsync(checkedForm.Form(New), "Save template");
        Assert.Equal("/campaign-templates/vault", page.Address.AbsolutePath);
        Assert.Contains("On day 31 of each month, or on its last day", page.Text, StringComparison.Ordinal);

        var edit = await cora.GetAsync("/campaign-templates/vault/form");
        Assert.Equal(("Vault", "14"), (edit.Document.QuerySelector("#name")?.GetAttribute("value"), edit.Document.QuerySelector("#duration")?.GetAttribute("value")));
        var wrong = await cora.SendAsync(edit.Form("/campaign-templates/vault/form"), "Save template", ("zone", "Mars/Base"));
        Assert.Equal((HttpStatusCode.BadRequest, true), (wrong.Status, wrong.Text.Contains("The time zone is unknown.", StringComparison.Ordinal)));
        page = await cora.SendAsync(edit.Form("/campaign-templates/vault/form"), "Save template", ("duration", "21"));
        Assert.Contains("Version 2", page.Text, StringComparison.Ordinal);
        var stale = await cora.SendAsync(edit.Form("/campaign-templates/vault/form"), "Save template", ("duration", "30"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);

        var campaign = await cora.SendAsync(page.Form("/campaign-templates/vault/act"), "Create draft");
        Assert.Contains("Draft", campaign.Text, StringComparison.Ordinal);
        Assert.NotNull(campaign.Document.QuerySelector("a[href='/campaign-templates/vault?version=2']"));
        Assert.Equal(HttpStatusCode.OK, (await cora.GetAsync("/campaign-templates/vault?version=1")).Status);
    }

    private static async Task<JsonElement> PutAsync(
        TheApp app, string path, object content, string by = "cora", string? ifMatch = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(content) };
        if (ifMatch is not null)
            request.Headers.Add("If-Match", ifMatch);
        using var response = await app.As(by).Http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
