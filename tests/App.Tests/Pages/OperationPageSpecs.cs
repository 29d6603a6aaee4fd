using System.Net;
using AccessReview.App.Notifications;
using AccessReview.App.Store;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>The page for operators.</summary>
public sealed class OperationPageSpecs
{
    private const string Operation = "/operation";

    [Fact]
    public async Task The_operation_page_shows_that_all_is_well_and_the_mail_limit()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Email:PerMinute=24", "Email:PerHour=80");
        var adam = await Visitor.SignInAsync(app, SmallOrganization.Admin);

        var page = await adam.GetAsync(Operation);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(["4", "0", "0", "0", "0"], page.Document.QuerySelectorAll(".tiles .count").Select(count => count.TextContent));
        Assert.Equal(4, Part(page, "Services").QuerySelectorAll(".badge.good").Length);
        Assert.Contains("24 per minute and 80 per hour", page.Text, StringComparison.Ordinal);
        Assert.Contains("With this limit, 10,000 emails take 125 hours.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Not blocked", page.Text, StringComparison.Ordinal);
        Assert.Equal("page", page.Document.QuerySelectorAll("nav a").Single(link => link.TextContent == "Operation").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task An_auditor_can_read_the_operation_page_and_start_only_the_audit_check_and_others_cannot_read_it()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await PoisonAsync(app);
        var aud = await Visitor.SignInAsync(app, "aud");
        var adam = await Visitor.SignInAsync(app, SmallOrganization.Admin);
        var olga = await Visitor.SignInAsync(app, "olga");

        var page = await aud.GetAsync(Operation);
        Assert.Equal(["/sign-out", "/operation/checks"], page.Forms.Select(form => form.GetAttribute("action")));
        var replay = (await adam.GetAsync(Operation)).Form("/replays");
        var own = page.Form("/checks");
        foreach (var act in new[] { "/operation/replays", "/operation/rebuilds", "/operation/settlements" })
        {
            own.SetAttribute("action", act);
            Assert.Equal(HttpStatusCode.Forbidden, (await aud.SendAsync(own)).Status);
        }

        Assert.Equal("/operation/replays", replay.GetAttribute("action"));
        Assert.Equal(HttpStatusCode.Forbidden, (await olga.GetAsync(Operation)).Status);
        Assert.DoesNotContain((await olga.GetAsync("/")).Document.QuerySelectorAll("nav a"), link => link.TextContent == "Operation");
    }

    [Fact]
    public async Task The_operation_page_shows_failed_notifications_with_advice_and_sends_them_again()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await PoisonAsync(app);
        var adam = await Visitor.SignInAsync(app, SmallOrganization.Admin);

        var page = await adam.GetAsync(Operation);
        var dead = Part(page, "Failed notifications");
        Assert.Contains("Find out which other program writes to the queue", dead.TextContent, StringComparison.Ordinal);
        Assert.Contains("malformed", dead.TextContent, StringComparison.Ordinal);

        var replayed = await adam.SendAsync(page.Form("/replays"));
        Assert.Contains("Sent again: 0. Refused and not sent: 1.", replayed.Document.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("bad-0", Part(replayed, "Failed notifications").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operation_page_applies_the_effects_of_a_stuck_task()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var id = (await app.As(SmallOrganization.Admin).GetAsync($"/api/v1/tasks/{number}")).GetProperty("id").GetString()!;
        await app.Get<AppTables>().Unsettled.UpsertEntityAsync(
            new TableEntity("00", id) { ["Version"] = 2L, ["MarkedAt"] = app.Now - TimeSpan.FromMinutes(3), ["Tries"] = 4 });
        var adam = await Visitor.SignInAsync(app, SmallOrganization.Admin);

        var page = await adam.GetAsync(Operation);
        Assert.Contains("4 times", Part(page, "Stuck tasks").TextContent, StringComparison.Ordinal);
        var settled = await adam.SendAsync(page.Form("/settlements"));
        Assert.Contains("were applied again", settled.Document.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        var restarted = await adam.SendAsync(page.Form("/settlements"), "Apply and restart");
        Assert.Contains("its deadlines were restarted", restarted.Document.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);

        var unknown = await adam.SendAsync(page.Form("/settlements"), null, ("task", "<b>nonsense"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal("Page not found, or you do not have access to it.", unknown.Document.QuerySelector("[role=alert]")!.TextContent);
    }

    [Fact]
    public async Task The_operation_page_starts_index_rebuild_and_audit_check_and_shows_their_progress()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.RequestAsync(SmallOrganization.Reader);
        var adam = await Visitor.SignInAsync(app, SmallOrganization.Admin);
        var page = await adam.GetAsync(Operation);

        var early = await adam.SendAsync(page.Form("/checks"));
        Assert.Equal(HttpStatusCode.Conflict, early.Status);
        Assert.Equal("There are no audit digests yet.", early.Document.QuerySelector("[role=alert]")!.TextContent);

        Assert.Contains("The index rebuild has started.", (await adam.SendAsync(page.Form("/rebuilds"))).Text, StringComparison.Ordinal);
        await app.AdvanceAsync(TimeSpan.FromHours(3));
        var later = await Visitor.SignInAsync(app, SmallOrganization.Admin); // The first session has expired.
        Assert.Contains("The audit check has started.", (await later.SendAsync((await later.GetAsync(Operation)).Form("/checks"))).Text, StringComparison.Ordinal);
        await app.RestAsync();

        var done = await later.GetAsync(Operation);
        Assert.Contains("Tasks indexed: 1; rows removed: 0; deadlines restarted: 0", Part(done, "Index").TextContent, StringComparison.Ordinal);
        Assert.Equal("Finished", Part(done, "Audit checks").QuerySelector("tbody .badge")!.TextContent);
        Assert.Contains("None", Part(done, "Audit checks").QuerySelector("tbody td:last-child")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>A message that can never be read.</summary>
    private static async Task PoisonAsync(TheApp app)
    {
        await using (var sender = app.Get<ServiceBusClient>().CreateSender(NotificationMessage.Queue))
            await sender.SendMessageAsync(new ServiceBusMessage("{") { MessageId = "bad-0" });
        await app.RestAsync();
    }

    private static IElement Part(Shown page, string heading) => page.Document.QuerySelectorAll("section").Single(section => section.QuerySelector("h2")!.TextContent == heading);
}
