using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>The lists of My work.</summary>
public sealed class ListPageSpecs(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task A_decided_task_disappears_from_the_list_and_the_badge_at_once()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (first, second) = (await app.OpenAsync("bob", SmallOrganization.Reader), await app.OpenAsync("bob", SmallOrganization.Root));
        var olga = await Visitor.SignInAsync(app, "olga");
        var list = await olga.GetAsync("/my/certifications");
        Assert.Equal(2, list.Badge("Certifications"));

        var after = await olga.SendAsync(list.Line(first)!.QuerySelector<IHtmlFormElement>("form")!, "Certify");

        Assert.Equal("/my/certifications", after.Address.AbsolutePath);
        Assert.Equal($"You certified Bob Builder's access to Reader (Vault). Task #{first} is listed under Completed tasks.", after.Document.QuerySelector("[role=status]")?.TextContent);
        // A forged URL does not make the page say that she decided what she did not decide.
        var forged = await olga.GetAsync($"/my/certifications?done=remove&task={first}");
        Assert.DoesNotContain("Bob Builder", forged.Document.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, after.Badge("Certifications"));
        Assert.Null(after.Line(first));
        Assert.NotNull(after.Line(second));
        await app.RestAsync();
        Assert.Contains("You certified", (await olga.GetAsync("/my/certifications/completed")).Line(first)!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1 Certifications", Tidy((await olga.GetAsync("/")).Document.QuerySelector(".tiles a")!.TextContent));
    }

    [Fact]
    public async Task Selected_tasks_are_decided_together()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (first, second) = (await app.OpenAsync("bob", SmallOrganization.Reader), await app.OpenAsync("bob", SmallOrganization.Root));
        var olga = await Visitor.SignInAsync(app, "olga");
        var list = await olga.GetAsync("/my/certifications?select=all");

        var after = await olga.DecideSelectedAsync(list, "Remove", "Left the team");

        Assert.Contains("2 tasks are recommended for removal.", after.Text, StringComparison.Ordinal);
        Assert.Equal(0, after.Badge("Certifications"));
        await app.RestAsync();
        var otto = await Visitor.SignInAsync(app, "otto");
        var revocations = await otto.GetAsync("/my/revocations");
        Assert.Equal(2, revocations.Badge("Revocations"));
    }

    [Fact]
    public async Task A_bulk_decision_reports_a_result_for_each_task_and_keeps_the_typed_text()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (first, second) = (await app.OpenAsync("bob", SmallOrganization.Reader, "revocation"), await app.OpenAsync("bob", SmallOrganization.Root, "revocation"));
        var olga = await Visitor.SignInAsync(app, "olga");
        var stale = await olga.GetAsync("/my/revocations?select=all");
        await app.As("otto").DecideAsync(first, "confirm");

        var after = await olga.DecideSelectedAsync(stale, "Decline", "Needed on call");

        var results = after.Document.QuerySelectorAll(".results li").Select(result => result.TextContent).Order(StringComparer.Ordinal);
        Assert.Equal([$"#{first}: Another person already decided this task. Otto Owner confirmed the removal, Mon 2 Nov 2026, 09:00.", $"#{second}: Done."], results);
        Assert.Contains("1 of 2 tasks were decided.", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_task_in_a_list_shows_the_reason_and_the_selection_is_kept()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (first, second) = (await app.OpenAsync("bob", SmallOrganization.Reader, "revocation"), await app.OpenAsync("bob", SmallOrganization.Root, "revocation"));
        var olga = await Visitor.SignInAsync(app, "olga");
        var list = await olga.GetAsync("/my/revocations");

        var single = await olga.SendAsync(list.Line(first)!.QuerySelector<IHtmlFormElement>("form")!, "Decline");
        Assert.Equal(HttpStatusCode.BadRequest, single.Status);
        Assert.Contains($"#{first}: Enter a reason.", single.Text, StringComparison.Ordinal);
        Assert.NotNull(single.Line(first));

        var all = await olga.GetAsync("/my/revocations?select=all");
        var several = await olga.DecideSelectedAsync(all, "Decline");
        Assert.Equal(HttpStatusCode.BadRequest, several.Status);
        Assert.Equal("Enter a reason. Decline needs one.", several.Document.QuerySelector("[role=alert] a")!.TextContent);
        Assert.Equal(2, several.Document.QuerySelectorAll("#together [name=task]").Length);

        var none = await olga.SendAsync((IHtmlFormElement)list.Document.GetElementById("selected")!, "Decline");
        Assert.Contains("Select at least one task.", none.Text, StringComparison.Ordinal);
        Assert.NotNull(none.Line(second));
    }

    [Fact]
    public async Task Approvals_are_grouped_by_app()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new
        {
            apps = new object[] { new { id = "mail", name = "Mail", ownerIds = "olga" } },
            entitlements = new object[] { new { id = "mail/box", appId = "mail", name = "Mailbox", type = "licence", risk = "low" } },
        });
        var mia = await Visitor.SignInAsync(app, "mia");
        var vault = await app.RequestAsync(SmallOrganization.Reader);
        Assert.NotNull((await mia.GetAsync("/my/approvals")).Line(vault));

        await app.As("ada").RequestAsync("mail/box");
        await app.RestAsync();
        var picker = await mia.GetAsync("/my/approvals");
        Assert.Equal(["1 Mail", "1 Vault"], picker.Document.QuerySelectorAll(".tiles a").Select(tile => Tidy(tile.TextContent)));

        var chosen = await mia.GetAsync(picker.Document.QuerySelectorAll(".tiles a")[1].GetAttribute("href")!);
        Assert.Equal("Approvals for Vault", chosen.Document.QuerySelector("h1")!.TextContent);
        Assert.NotNull(chosen.Line(vault));
        Assert.Single(chosen.Document.QuerySelectorAll("tbody tr"));

        var after = await mia.SendAsync(chosen.Line(vault)!.QuerySelector<IHtmlFormElement>("form")!, "Approve");
        Assert.Contains("You have no open tasks in Vault.", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_is_paged_and_its_cursor_works_only_for_the_caller()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (first, second) = (await app.OpenAsync("bob", SmallOrganization.Reader), await app.OpenAsync("bob", SmallOrganization.Root));
        var olga = await Visitor.SignInAsync(app, "olga");
        var otto = await Visitor.SignInAsync(app, "otto");

        var one = await olga.GetAsync("/my/certifications?limit=1");
        var next = one.Document.QuerySelector(".pages a")!.GetAttribute("href")!;
        var two = await olga.GetAsync(next + "&limit=1");

        Assert.NotNull(one.Line(first) ?? one.Line(second));
        Assert.NotEqual(one.Line(first) is null, two.Line(first) is null);
        Assert.Null(two.Document.QuerySelector(".pages a"));
        Assert.Equal(HttpStatusCode.BadRequest, (await otto.GetAsync(next)).Status);
    }

    [Fact]
    public async Task Pressing_Enter_in_a_list_decides_nothing()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");

        var list = await olga.GetAsync("/my/certifications");

        // Enter submits a form with its first submit button, or not at all if that button is disabled.
        foreach (var form in list.Forms.Where(form => form.QuerySelector("[name=decision]") is not null))
            Assert.True(form.QuerySelector<IHtmlButtonElement>("button[type=submit]")!.IsDisabled);
    }

    [Theory]
    [InlineData("/my/certifications", "No certifications to do.")]
    [InlineData("/my/approvals", "No approvals to do.")]
    [InlineData("/my/revocations", "No revocations to do.")]
    [InlineData("/my/provisioning", "No provisioning to do. Approved access appears here for you to grant.")]
    [InlineData("/my/deprovisioning", "No deprovisioning to do. Confirmed removals appear here for you to carry out.")]
    [InlineData("/my/approvals/completed", "You have no completed tasks yet.")]
    [InlineData("/", "You have no open tasks.")]
    public async Task An_empty_list_says_that_it_is_empty(string path, string sentence)
    {
        var app = shared.App;
        var max = await Visitor.SignInAsync(app, "max");

        var page = await max.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_URL_cannot_put_text_onto_a_list_page()
    {
        var app = shared.App;
        var max = await Visitor.SignInAsync(app, "max");

        foreach (var query in new[] { "?done=You+have+won&task=1", "?done=certify&task=Evil", "?done=certify", "?done=certify&count=-1" })
            Assert.Null((await max.GetAsync("/" + query)).Document.QuerySelector("[role=status]"));
    }

    private static string Tidy(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
