using System.Net;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.EvidencePacks;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>Reminders of campaigns, counted as mails while the clock moves.</summary>
public sealed class CampaignReminderSpecs
{
    // Without escalations, so that all mails are of the campaign. Its own reminder is left out.
    private const string Policies = """
        { "policies": [{ "id": "plain", "name": "Plain", "kind": "certification", "steps": [{ "name": "Review", "assignees": { "source": "appOwners" },
          "ladder": [{ "after": "3.00:00:00", "action": "remind" }, { "after": "14.00:00:00", "action": "close", "outcome": "noResponse" }] }] }],
          "rules": [{ "kind": "certification", "policy": "plain" }] }
        """;

    [Fact]
    public async Task Over_six_weeks_only_reviewers_with_work_left_get_one_mail_for_each_reminder()
    {
        await using var app = await ACampaign.StartAppAsync("Tasks:UndoFor=00:00:00", $"Policies:Document={Policies.ReplaceLineEndings(" ")}");
        // Mia reviews three items, Max one. Max is finished at once.
        var campaign = await ACampaign.OpenAsync(app, new
        {
            name = "Vault 2026",
            reviewers = new { source = "subjectManager" },
            due = "2026-11-30",
            scope = new { apps = new[] { "vault" } },
            noResponse = "keep",
            reminders = new { daysBefore = new[] { 7, 1, 0 }, graceDays = 5 },
        });
        await app.As("max").DecideAsync((await app.As("max").MyTasksAsync())[0].GetProperty("number").GetInt32(), "certify", "Seen");
        await app.RestAsync();
        var (begunMia, begunMax, begunCora) = (await app.MailsOf("mia").CountAsync(), await app.MailsOf("max").CountAsync(), await app.MailsOf("cora").CountAsync());

        await app.AdvanceAsync(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero) - app.Now);
        Assert.Equal(begunMia, await app.MailsOf("mia").CountAsync());
        await app.AdvanceAsync(TimeSpan.FromMinutes(90));
        Assert.Equal(begunMia + 1, await app.MailsOf("mia").CountAsync());
        var mail = await app.MailsOf("mia").LastAsync();
        Assert.Equal("Vault 2026: 3 certifications are due on 30 November 2026", mail.Subject);
        Assert.Contains("The due date is 30 November 2026.", mail.Text, StringComparison.Ordinal);

        // By hand: at most once an hour, to nobody who is finished.
        Assert.Equal(["mia tooSoon"], await RemindAsync(campaign, new { }));
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal(["mia sent"], await RemindAsync(campaign, new { }));
        Assert.Equal(["mia tooSoon"], await RemindAsync(campaign, new { reviewer = "mia" }));
        Assert.Equal(["max nothingLeft"], await RemindAsync(campaign, new { reviewer = "max" }));
        Assert.Equal(begunMia + 2, await app.MailsOf("mia").CountAsync());
        var cora = await Visitor.SignInAsync(app, "cora");
        var page = await cora.GetAsync($"/campaigns/{campaign.Id}");
        var again = await cora.SendAsync(page.Form($"/campaigns/{campaign.Id}/reminders"), null);
        Assert.Contains("Mia Manager got the last reminder at", again.Text, StringComparison.Ordinal);

        // The day before and the due day.
        await app.AdvanceAsync(new DateTimeOffset(2026, 11, 30, 23, 0, 0, TimeSpan.Zero) - app.Now);
        Assert.Equal(begunMia + 4, await app.MailsOf("mia").CountAsync());
        Assert.Equal(begunCora, await app.MailsOf("cora").CountAsync());
        Assert.Equal("open", await campaign.StateAsync());

        // After it every day, and the owner gets a list.
        await app.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal((begunMia + 6, begunCora + 2), (await app.MailsOf("mia").CountAsync(), await app.MailsOf("cora").CountAsync()));
        mail = await app.MailsOf("mia").LastAsync();
        Assert.Equal("Vault 2026: 3 certifications were due on 30 November 2026", mail.Subject);
        Assert.Contains("The campaign closes on 5 December 2026.", mail.Text, StringComparison.Ordinal);
        var owner = await app.MailsOf("cora").LastAsync();
        Assert.Contains("1 reviewer has not finished", owner.Subject, StringComparison.Ordinal);
        Assert.Contains("Mia Manager", owner.Text, StringComparison.Ordinal);
        var late = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
        var mia = await Visitor.SignInAsync(app, "mia");
        Assert.Contains("was due on", (await mia.GetAsync($"/tasks/{late}")).Text, StringComparison.Ordinal);

        await app.AdvanceAsync(TimeSpan.FromDays(11));
        Assert.Equal("closed", await campaign.StateAsync());
        // Five lists of who has not finished, and that the campaign is closed.
        Assert.Equal((begunMia + 9, begunMax, begunCora + 6), (await app.MailsOf("mia").CountAsync(), await app.MailsOf("max").CountAsync(), await app.MailsOf("cora").CountAsync()));
        Assert.Equal(9, (await APack.DownloadAsync(app, campaign)).Item("ada", "Reader").GetProperty("reminders").GetArrayLength());
    }

    private static async Task<IReadOnlyList<string>> RemindAsync(ACampaign campaign, object body) =>
        [.. (await campaign.PostAsync("reminders", body, expected: HttpStatusCode.OK)).GetProperty("results").EnumerateArray()
            .Select(one => $"{one.GetProperty("reviewer").GetProperty("id").GetString()} {one.GetProperty("result").GetString()}")];
}
