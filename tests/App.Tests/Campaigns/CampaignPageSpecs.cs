using System.Net;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>The pages of campaigns, without scripts.</summary>
public sealed class CampaignPageSpecs
{
    [Fact]
    public async Task An_owner_creates_previews_starts_extends_and_closes_a_campaign_on_the_pages()
    {
        await using var app = await ACampaign.StartAppAsync();
        var cora = await Visitor.SignInAsync(app, "cora");

        var form = await cora.GetAsync("/campaigns/new/form");
        var page = await cora.SendAsync(form.Form("/campaigns/new/form"), null, ("name", "Vault 2026"), ("due", "2026-11-12"), ("apps", "vault"));
        var path = page.Address.AbsolutePath;
        Assert.Contains("Draft", page.Text, StringComparison.Ordinal);

        var preview = await cora.GetAsync($"{path}/preview");
        Assert.Contains("Own access", preview.Text, StringComparison.Ordinal);
        Assert.Contains("0 removed, 4 kept", preview.Text, StringComparison.Ordinal);

        page = await ActAsync(app, cora, path, "freeze");
        Assert.Contains("4 items", page.Text, StringComparison.Ordinal);
        page = await ActAsync(app, cora, path, "start");
        Assert.Contains("0 of 4 items are decided.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Reviewers decide until 12 November 2026.", page.Text, StringComparison.Ordinal);

        page = await ActAsync(app, cora, path, "extend", ("due", "2026-11-20"), ("reason", "Holidays"));
        Assert.Contains("Cora Campaign moved the due date to 20 November 2026", page.Text, StringComparison.Ordinal);
        page = await ActAsync(app, cora, path, "close", ("reason", "All seen"));
        Assert.Contains("The campaign is closed. Its results stay.", page.Text, StringComparison.Ordinal);
        Assert.Contains("All seen", page.Text, StringComparison.Ordinal);

        var items = await cora.GetAsync($"{path}/items?state=done");
        Assert.Contains("No answer: kept", items.Text, StringComparison.Ordinal);
        Assert.Contains("Vault 2026", (await cora.GetAsync("/campaigns")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_form_is_shown_again_with_its_texts_and_the_fault_at_its_field()
    {
        await using var app = await ACampaign.StartAppAsync();
        var cora = await Visitor.SignInAsync(app, "cora");
        var form = await cora.GetAsync("/campaigns/new/form");

        var past = await cora.SendAsync(form.Form("/campaigns/new/form"), null, ("name", "Vault 2026"), ("due", "2026-10-12"));
        var unknown = await cora.SendAsync(form.Form("/campaigns/new/form"), null, ("name", "Vault 2026"), ("due", "2026-11-12"), ("reviewers", "nobody@example.test"));

        Assert.Contains("The due date must be in the future.", past.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "Vault 2026"), (past.Status, past.Document.QuerySelector("#name")?.GetAttribute("value")));
        Assert.Contains("nobody@example.test is not in the directory.", unknown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_warns_of_a_directory_that_is_older_than_two_days()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app);
        var cora = await Visitor.SignInAsync(app, "cora");
        Assert.Null((await cora.GetAsync($"/campaigns/{campaign.Id}/preview")).Document.GetElementById("stale"));
        Assert.False((await campaign.PreviewAsync()).GetProperty("isStale").GetBoolean());

        await app.AdvanceAsync(TimeSpan.FromDays(3));

        var later = await Visitor.SignInAsync(app, "cora");
        Assert.NotNull((await later.GetAsync($"/campaigns/{campaign.Id}/preview")).Document.GetElementById("stale"));
        Assert.True((await campaign.PreviewAsync()).GetProperty("isStale").GetBoolean());
    }

    [Fact]
    public async Task The_page_offers_the_evidence_once_the_population_is_recorded()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app);
        var cora = await Visitor.SignInAsync(app, "cora");
        Assert.Null((await cora.GetAsync($"/campaigns/{campaign.Id}")).Document.QuerySelector("a[download]"));

        await campaign.PostAsync("freeze");
        var link = (await cora.GetAsync($"/campaigns/{campaign.Id}")).Document.QuerySelector("a[download]")!;

        Assert.Equal(HttpStatusCode.OK, (await cora.GetAsync(link.GetAttribute("href")!)).Status);
    }

    [Fact]
    public async Task A_second_person_sees_what_would_be_removed_and_confirms_it()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app, ACampaign.Body(noResponse: "remove", guard: new { maxRemovals = 1, maxPercent = 100 }));
        await campaign.PostAsync("close", new { reason = "Early" });
        var (cora, carl) = (await Visitor.SignInAsync(app, "cora"), await Visitor.SignInAsync(app, "carl"));

        var owner = await cora.GetAsync($"/campaigns/{campaign.Id}");
        Assert.Contains("Ada Lovelace", owner.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Confirm removals", owner.Text, StringComparison.Ordinal);

        var after = await ActAsync(app, carl, $"/campaigns/{campaign.Id}", "confirm");
        Assert.Contains("Carl Campaign confirmed the removals", after.Text, StringComparison.Ordinal);
        Assert.Equal("closed", await campaign.StateAsync());
    }

    [Fact]
    public async Task Reviewers_see_the_campaign_of_a_task_in_their_list_and_on_its_page()
    {
        await using var app = await ACampaign.StartAppAsync();
        await ACampaign.OpenAsync(app);
        var otto = await Visitor.SignInAsync(app, "otto");
        var number = (await app.As("otto").MyTasksAsync())[0].GetProperty("number").GetInt32();

        Assert.Contains("Campaign: Vault 2026", (await otto.GetAsync("/my/certifications")).Text, StringComparison.Ordinal);
        Assert.Contains("Vault 2026", (await otto.GetAsync($"/tasks/{number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auditors_read_campaigns_without_buttons_and_reviewers_do_not_see_them()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app);
        var (aud, otto) = (await Visitor.SignInAsync(app, "aud"), await Visitor.SignInAsync(app, "otto"));

        var page = await aud.GetAsync($"/campaigns/{campaign.Id}");
        Assert.DoesNotContain(page.Forms, form => form.GetAttribute("action") == $"/campaigns/{campaign.Id}/act");
        Assert.Contains("Campaigns", (await aud.GetAsync("/directory")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await otto.GetAsync("/campaigns")).Status);
        Assert.DoesNotContain("Campaigns", (await otto.GetAsync("/directory")).Text, StringComparison.Ordinal);
        await app.As("otto").PostAsync($"/api/v1/campaigns/{campaign.Id}/close", new { reason = "Mine" }, HttpStatusCode.Forbidden);
        await app.As("aud").PostAsync($"/api/v1/campaigns/{campaign.Id}/close", new { reason = "Mine" }, HttpStatusCode.Forbidden);
    }

    private static async Task<Shown> ActAsync(TheApp app, Visitor visitor, string path, string act, params (string Name, string Value)[] fields)
    {
        var page = await visitor.GetAsync(path);
        var form = page.Forms.Single(form => form.QuerySelector($"button[name=act][value={act}]") is not null);
        await visitor.SendAsync(form, null, [.. fields, ("act", act)]);
        await app.RestAsync();
        return await visitor.GetAsync(path);
    }
}
