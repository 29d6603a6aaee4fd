using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>The page of one task and its actions.</summary>
public sealed class DetailsPageSpecs(DetailsPageSpecs.WithTasks shared) : IClassFixture<DetailsPageSpecs.WithTasks>
{
    [Fact]
    public async Task The_task_page_links_to_the_person_and_the_entitlement()
    {
        var olga = await Visitor.SignInAsync(shared.App, "olga");

        var context = (await olga.GetAsync($"/tasks/{shared.Root}")).Document.QuerySelector("section[aria-labelledby=context]")!;

        Assert.Equal(["/directory/people/bob", "/directory/entitlements/vault%2Froot"], context.QuerySelectorAll("a").Take(2).Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task The_task_page_shows_context_comments_and_the_workflow_with_the_readers_step()
    {
        var mia = await Visitor.SignInAsync(shared.App, "mia");

        var page = await mia.GetAsync($"/tasks/{shared.Request}");

        Assert.Equal(["Details of the access", "Comments", "History", "Task details"], page.Document.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.Contains("1 other person in the organization has this access.", page.Text, StringComparison.Ordinal);
        Assert.Contains("I rotate the keys", page.Text, StringComparison.Ordinal);
        var steps = page.Document.QuerySelectorAll(".steps li");
        Assert.Equal(["Access requested", "Manager", "Entitlement owners", "Then"], steps.Select(step => step.QuerySelector("b")!.TextContent));
        Assert.Contains("own", steps[1].ClassList);
        Assert.Equal("step", steps[1].GetAttribute("aria-current"));
        Assert.Contains("You are the manager of Ada Lovelace.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Approval by the manager, then by the owners where risk is high", page.Text, StringComparison.Ordinal);
        // Monday 09:00 UTC is 10:00 in Berlin, and seven days are the ladder's length.
        Assert.Contains("Mon 9 Nov 2026, 10:00", page.Text, StringComparison.Ordinal);
        Assert.Contains("Times are in Europe/Berlin.", page.Text, StringComparison.Ordinal);
        // The owners' step has not started, so its ladder counts from its start.
        var later = page.Document.QuerySelectorAll("h4").Single();
        Assert.Equal("If nobody answers in the step “Entitlement owners”", later.TextContent);
        Assert.Equal("After 1 day Assignees get a reminder", later.NextElementSibling!.QuerySelector("li")!.TextContent.Trim());
    }

    [Fact]
    public async Task The_task_page_shows_other_holders_and_when_and_how_the_access_was_granted()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new
        {
            grants = new object[]
            {
                new { userId = "ada", entitlementId = SmallOrganization.Reader, since = "2026-10-20", lastUsedAt = "2026-10-30" },
                new { userId = "otto", entitlementId = SmallOrganization.Reader },
            },
        });
        var bobs = await app.OpenAsync("bob", SmallOrganization.Reader);
        await app.As("olga").DecideAsync(bobs, "certify");
        await app.RestAsync();
        var adas = await app.OpenAsync("ada", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");

        var facts = (await olga.GetAsync($"/tasks/{adas}")).Facts("context");

        // Bob reports to Mia as Ada does; Otto does not.
        Assert.Equal("2 other people in the organization have this access. 1 of them has the same manager.", facts["Who else has it"]);
        Assert.Equal("No (last review: 2 November 2026)", facts["New since last review"]);
        Assert.Equal("20 October 2026", facts["Has access since"]);
        Assert.Equal("30 October 2026", facts["Last used"]);
        Assert.Equal("Never", facts["Last certified"]);
        Assert.Equal("Imported from the app", facts["Source"]);
    }

    [Fact]
    public async Task The_task_page_keeps_the_facts_known_at_the_decision()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");
        var open = (await olga.GetAsync($"/tasks/{number}")).Facts("context");
        await app.As("olga").DecideAsync(number, "certify");
        await app.ImportAsync(new { grants = new object[] { new { userId = "otto", entitlementId = SmallOrganization.Reader, since = "2026-11-01" } } });

        var closed = await olga.GetAsync($"/tasks/{number}");

        Assert.Equal("Nobody else in the organization has this access.", open["Who else has it"]);
        Assert.Equal("Nobody else in the organization has this access.", closed.Facts("context")["Who else has it"]);
        Assert.Equal("Never", closed.Facts("context")["Last certified"]);
        Assert.Contains("As recorded when the task was decided", closed.Text, StringComparison.Ordinal);
        var told = await app.As("olga").GetAsync($"/api/v1/tasks/{number}/context");
        Assert.True(told.GetProperty("isFrozen").GetBoolean());
        Assert.Equal(0, told.GetProperty("access").GetProperty("others").GetInt32());
        // An open task shows the present: Bob is certified, and Otto is the latest holder.
        var next = (await olga.GetAsync($"/tasks/{await app.OpenAsync("bob", SmallOrganization.Reader)}")).Facts("context");
        Assert.Equal("1 other person in the organization has this access. Nobody else with the same manager has it.", next["Who else has it"]);
        Assert.Equal("2 November 2026, by Olga Owner", next["Last certified"]);
    }

    [Fact]
    public async Task A_decision_on_the_task_page_is_confirmed_there()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var mia = await Visitor.SignInAsync(app, "mia");
        var page = await mia.GetAsync($"/tasks/{number}");

        var refused = await mia.SendAsync(page.Form("/decide"), "Deny");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("Enter a reason.", refused.Document.QuerySelector("[role=alert] a[href='#reason']")!.TextContent);

        var decided = await mia.SendAsync(page.Form("/decide"), "Deny", ("reason", "Not before the audit"));
        Assert.Equal($"/tasks/{number}", decided.Address.AbsolutePath);
        Assert.Contains($"Task #{number} is denied.", decided.Text, StringComparison.Ordinal);
        Assert.Equal("Request denied", decided.Document.QuerySelector(".outcome")!.TextContent);
        Assert.Equal(0, decided.Badge("Approvals"));
    }

    [Fact]
    public async Task A_task_is_reassigned_from_the_list_menu_by_search_and_with_a_reason()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var mia = await Visitor.SignInAsync(app, "mia");
        var line = (await mia.GetAsync("/my/approvals")).Line(number)!;
        var choice = line.QuerySelectorAll("details.more a").Single(link => link.TextContent == "Reassign to…");

        var search = await mia.GetAsync(choice.GetAttribute("href") + "?people=max");
        var people = search.Document.QuerySelectorAll<IHtmlInputElement>("input[name=to]");
        Assert.Equal(["max"], people.Select(person => person.Value));
        // Nobody can decide about their own access, so the task cannot be reassigned to its subject.
        Assert.Empty((await mia.GetAsync(choice.GetAttribute("href") + "?people=lovelace")).Document.QuerySelectorAll("input[name=to]"));

        var lacking = await mia.SendAsync(search.Form("/reassign"), null, ("to", "max"));
        Assert.Contains("Enter a reason.", lacking.Text, StringComparison.Ordinal);
        Assert.True(lacking.Document.QuerySelector<IHtmlInputElement>("input[name=to]")!.IsChecked);

        var done = await mia.SendAsync(lacking.Form("/reassign"), null, ("reason", "I am on leave"));
        Assert.Contains($"Task #{number} is reassigned.", done.Text, StringComparison.Ordinal);
        Assert.Equal(0, done.Badge("Approvals"));
        await app.RestAsync();
        var max = await Visitor.SignInAsync(app, "max");
        var his = (await max.GetAsync("/my/approvals")).Line(number)!;
        Assert.Contains("Reassigned to you", his.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ada Lovelace", (await app.MailsOf("max").LastAsync()).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_task_page_offers_comment_reminder_cancel_and_retry_only_to_people_allowed_to_use_them()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var ada = await Visitor.SignInAsync(app, "ada");
        var own = await ada.GetAsync($"/tasks/{number}");
        Assert.DoesNotContain(own.Forms, form => form.GetAttribute("action")!.EndsWith("/decide", StringComparison.Ordinal));

        Assert.Contains("Your comment", (await ada.SendAsync(own.Form("/comment"), null, ("reason", "It is urgent"))).Text, StringComparison.Ordinal);
        Assert.Contains("A reminder was sent", (await ada.SendAsync(own.Form("/remind"))).Text, StringComparison.Ordinal);
        var again = await ada.SendAsync(own.Form("/remind"));
        Assert.Equal(HttpStatusCode.TooManyRequests, again.Status);
        var cancelled = await ada.SendAsync(own.Form("/cancel"), null, ("reason", "Not needed any more"));
        Assert.Equal("Request cancelled", cancelled.Document.QuerySelector(".outcome")!.TextContent);
        Assert.Contains("It is urgent", cancelled.Text, StringComparison.Ordinal);

        await app.RestAsync();
        var second = await app.RequestAsync(SmallOrganization.Reader);
        await app.As("mia").DecideAsync(second, "approve");
        await app.RestAsync();
        var failed = (await app.As("olga").MyTasksAsync("&kind=provisioning"))[0].GetProperty("number").GetInt32();
        var olga = await Visitor.SignInAsync(app, "olga");
        var errored = await olga.SendAsync((await olga.GetAsync($"/tasks/{failed}")).Form("/decide"), "Mark errored", ("reason", "No licence left"));
        Assert.Contains("was opened to retry", (await olga.SendAsync(errored.Form("/retry"), null, ("reason", "Bought one"))).Text, StringComparison.Ordinal);
        await app.RestAsync();
        Assert.Equal(1, (await olga.GetAsync("/")).Badge("Provisioning"));
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_and_stays_in_the_form()
    {
        var olga = await Visitor.SignInAsync(shared.App, "olga");
        var text = new string('x', 2001);

        var refused = await olga.SendAsync((await olga.GetAsync($"/tasks/{shared.Reader}")).Form("/comment"), null, ("reason", text));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("2,000 characters at most", refused.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(text, refused.Document.QuerySelector<IHtmlTextAreaElement>("#comment")!.Value);
    }

    [Fact]
    public async Task The_page_of_a_task_that_the_caller_may_not_read_is_not_found()
    {
        var max = await Visitor.SignInAsync(shared.App, "max");

        foreach (var path in new[] { $"/tasks/{shared.Reader}", "/tasks/999999", "/tasks/nonsense", $"/tasks/{shared.Reader}/reassign", "/my/holidays" })
            Assert.Equal(HttpStatusCode.NotFound, (await max.GetAsync(path)).Status);
    }

    [Fact]
    public async Task An_auditor_can_read_the_task_page_and_gets_no_actions()
    {
        var aud = await Visitor.SignInAsync(shared.App, "aud");

        var page = await aud.GetAsync($"/tasks/{shared.Reader}");

        Assert.Equal(["/sign-out"], page.Forms.Select(form => form.GetAttribute("action")));
    }

    /// <summary>A certification of each of Bob's grants, and a request of Ada.</summary>
    public sealed class WithTasks : SharedApp
    {
        public int Reader { get; private set; }

        public int Root { get; private set; }

        public int Request { get; private set; }

        protected override async Task PrepareAsync(TheApp app)
        {
            Reader = await app.OpenAsync("bob", SmallOrganization.Reader);
            Root = await app.OpenAsync("bob", SmallOrganization.Root);
            Request = await app.RequestAsync(SmallOrganization.Root, "I rotate the keys");
        }
    }
}
