using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>The pages of a request, from the form to its end.</summary>
public sealed class RequestPageSpecs
{
    private const string ReaderForm = "/requests/new/form?access=vault/reader";
    private const string RootForm = "/requests/new/form?access=vault/root";

    [Fact]
    public async Task The_request_form_names_the_expected_approvers()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var ada = await Visitor.SignInAsync(app, "ada");

        var high = await ada.GetAsync(RootForm);
        Assert.Equal("Request access to Root (Vault)", high.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal(
            [("Approval by the manager", "Mia Manager"), ("Approval by the entitlement's owners", "Otto Owner"), ("Provisioning in Vault", "Olga Owner or Otto Owner"), ("Notification", "You get an email with the result.")],
            Steps(high));
        Assert.Equal(("Approval by the entitlement's owners", "Not required (only for higher risk)"), Steps(await ada.GetAsync(ReaderForm))[1]);

        // Requests for Mia go to her manager; without a manager they go to the app's owners.
        var mia = await Visitor.SignInAsync(app, "mia");
        Assert.Equal("Max Major", Steps(await mia.GetAsync(ReaderForm))[0].Text);
        var max = await Visitor.SignInAsync(app, "max");
        Assert.Equal("Olga Owner or Otto Owner, because nobody else can be assigned", Steps(await max.GetAsync(ReaderForm))[0].Text);
    }

    [Fact]
    public async Task The_request_page_shows_the_status_from_the_form_to_the_granted_access()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var ada = await Visitor.SignInAsync(app, "ada");

        var sent = await ada.SendAsync((await ada.GetAsync(ReaderForm)).Form("/form"), null, ("reason", "I rotate the keys"), ("until", "2026-12-24"));
        Assert.Matches("^/requests/r[0-9a-f]{32}$", sent.Address.AbsolutePath);
        Assert.Contains("Your request is sent.", sent.Document.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        await app.RestAsync();

        var waiting = await ada.GetAsync(sent.Address.AbsolutePath);
        Assert.Equal("Waiting for approval", State(waiting));
        Assert.Contains("Waiting for Mia Manager since 2 November 2026.", waiting.Text, StringComparison.Ordinal);
        Assert.Contains("24 December 2026", waiting.Text, StringComparison.Ordinal);
        Assert.Equal("Approval by the manager", waiting.Document.QuerySelector(".steps [aria-current=step] b")!.TextContent);
        var approval = Number(waiting.Document.QuerySelector(".steps [aria-current=step] a")!);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync($"/tasks/{approval}")).Status);

        await app.As("mia").DecideAsync(approval, "approve", "She needs it");
        await app.RestAsync();
        var approved = await ada.GetAsync(sent.Address.AbsolutePath);
        Assert.Equal("Approved, waiting for setup", State(approved));
        Assert.Contains("Waiting for Olga Owner or Otto Owner to grant the access", approved.Text, StringComparison.Ordinal);
        Assert.Contains("She needs it", approved.Text, StringComparison.Ordinal);

        await app.As("olga").DecideAsync(Number(approved.Document.QuerySelector(".steps [aria-current=step] a")!), "complete");
        await app.RestAsync();
        var given = await ada.GetAsync(sent.Address.AbsolutePath);
        Assert.Equal("Granted", State(given));
        Assert.Equal(("Access granted", "Ada Lovelace has access until 24 December 2026"), Steps(given)[^1]);
        Assert.All(given.Document.QuerySelectorAll(".steps li:not(.omitted)"), step => Assert.Contains("done", step.ClassList));
        Assert.Equal(["/sign-out"], given.Forms.Select(form => form.GetAttribute("action")));
    }

    [Fact]
    public async Task The_request_page_shows_why_a_request_was_denied_failed_or_not_answered()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var ada = await Visitor.SignInAsync(app, "ada");

        var denied = await RequestAsync(app, ada, ReaderForm);
        await app.As("mia").DecideAsync(await WaitingAsync(app, "mia"), "deny", "Not before the audit");
        await app.RestAsync();
        var page = await ada.GetAsync(denied);
        Assert.Equal("Request denied", State(page));
        Assert.Contains("Mia Manager denied the request on 2 November 2026.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Not before the audit", page.Text, StringComparison.Ordinal);
        Assert.Equal("/requests/new/form?access=vault%2Freader", page.Document.QuerySelectorAll("a.button").Single(link => link.TextContent == "Request again").GetAttribute("href"));

        var errored = await RequestAsync(app, ada, ReaderForm);
        await app.As("mia").DecideAsync(await WaitingAsync(app, "mia"), "approve");
        await app.RestAsync();
        var failed = await WaitingAsync(app, "olga");
        await app.As("olga").DecideAsync(failed, "error", "No licence left");
        await app.RestAsync();
        page = await ada.GetAsync(errored);
        Assert.Equal("Failed setup", State(page));
        Assert.Contains("No licence left", page.Text, StringComparison.Ordinal);
        await app.As("olga").PostAsync($"/api/v1/tasks/{failed}/retries", new { }, HttpStatusCode.OK);
        await app.RestAsync();
        page = await ada.GetAsync(errored);
        Assert.Equal("Approved, waiting for setup", State(page));
        Assert.Equal("New attempt in Vault", page.Document.QuerySelector(".steps [aria-current=step] b")!.TextContent);

        var silent = await RequestAsync(app, ada, RootForm);
        await app.AdvanceAsync(TimeSpan.FromDays(8));
        var later = await Visitor.SignInAsync(app, "ada"); // Her session has expired.
        page = await later.GetAsync(silent);
        Assert.Equal("Not answered", State(page));
        Assert.Contains("Access was not granted", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_my_requests_shows_open_requests_first_and_can_be_searched()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var ada = await Visitor.SignInAsync(app, "ada");
        var empty = await ada.GetAsync("/requests");
        Assert.Contains("You have no requests yet.", empty.Text, StringComparison.Ordinal);
        Assert.NotNull(empty.Document.QuerySelector("a.button[href='/requests/new']"));

        await RequestAsync(app, ada, RootForm);
        await RequestAsync(app, ada, ReaderForm);
        var reader = (await app.As("mia").MyTasksAsync()).Single(task => task.GetProperty("entitlementName").GetString() == "Reader").GetProperty("number").GetInt32();
        await app.As("mia").DecideAsync(reader, "deny", "Not before the audit");
        await app.RestAsync();
        var max = await Visitor.SignInAsync(app, "max");
        await RequestAsync(app, max, "/requests/new/form?access=vault/reader&for=ada");

        var page = await ada.GetAsync("/requests");
        Assert.Equal(["In progress", "Finished"], page.Document.QuerySelectorAll("tr.group th").Select(heading => heading.TextContent));
        Assert.Equal(["Reader", "Root", "Reader"], page.Document.QuerySelectorAll("td b").Select(name => name.TextContent));
        var lines = page.Document.QuerySelectorAll("tbody tr:not(.group)");
        Assert.Contains("Requested by Max Major", lines[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Waiting for Mia Manager since", lines[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("Not before the audit", lines[2].TextContent, StringComparison.Ordinal);

        Assert.Equal(["Root"], (await ada.GetAsync("/requests?q=roo")).Document.QuerySelectorAll("td b").Select(name => name.TextContent));
        Assert.Equal(["Reader"], (await ada.GetAsync("/requests?q=major")).Document.QuerySelectorAll("td b").Select(name => name.TextContent));
        Assert.Contains("No requests match your filters.", (await ada.GetAsync("/requests?q=zebra")).Text, StringComparison.Ordinal);

        List<string> turned = [];
        for (var next = "/requests?limit=1"; next is not null;)
        {
            var one = await ada.GetAsync(next);
            turned.AddRange(one.Document.QuerySelectorAll("td b").Select(name => name.TextContent));
            next = one.Document.QuerySelector(".pages a")?.GetAttribute("href") is { } link ? $"{link}&limit=1" : null;
        }

        Assert.Equal(["Reader", "Root", "Reader"], turned);
    }

    [Fact]
    public async Task Only_the_requester_can_withdraw_a_request_on_its_page()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var max = await Visitor.SignInAsync(app, "max");
        var path = await RequestAsync(app, max, "/requests/new/form?access=vault/reader&for=ada");
        var ada = await Visitor.SignInAsync(app, "ada");

        // She is the subject but not the requester: to withdraw it would be a decision about her own access.
        Assert.DoesNotContain((await ada.GetAsync(path)).Forms, form => form.GetAttribute("action")!.EndsWith("/withdrawal", StringComparison.Ordinal));
        var form = (await max.GetAsync(path)).Form("/withdrawal");
        var tooLong = await max.SendAsync(form, null, ("reason", new string('x', 2001)));
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.Status);
        Assert.Equal(2001, tooLong.Document.QuerySelector<IHtmlTextAreaElement>("#reason")!.Value.Length);

        var withdrawn = await max.SendAsync(form, null, ("reason", "Asked for the wrong person"));
        Assert.Equal(path, withdrawn.Address.AbsolutePath);
        Assert.Equal("Withdrawn", State(withdrawn));
        Assert.Contains("The request is withdrawn.", withdrawn.Document.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await app.As("mia").MyTasksAsync());
        // Sent twice, it is withdrawn once.
        Assert.Equal("Withdrawn", State(await max.SendAsync(form)));
    }

    [Fact]
    public async Task The_page_of_a_request_that_the_caller_may_not_read_is_not_found()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var ada = await Visitor.SignInAsync(app, "ada");
        var path = await RequestAsync(app, ada, ReaderForm);
        var bob = await Visitor.SignInAsync(app, "bob");
        var foreign = (await ada.GetAsync(path)).Form("/withdrawal");

        foreach (var address in new[] { path, "/requests/r00000000000000000000000000000000", "/requests/nonsense", "/requests/new/form", "/requests/new/form?access=vault/nothing" })
            Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync(address)).Status);
        var own = (await bob.GetAsync("/requests/new/form?access=vault/reader&for=max")).Form("/form");
        own.SetAttribute("action", foreign.GetAttribute("action"));
        Assert.Equal(HttpStatusCode.NotFound, (await bob.SendAsync(own)).Status);
    }

    /// <returns>The request's page.</returns>
    private static async Task<string> RequestAsync(TheApp app, Visitor who, string form)
    {
        var sent = await who.SendAsync((await who.GetAsync(form)).Form("/form"), null, ("reason", "For the release"));
        Assert.Equal(HttpStatusCode.OK, sent.Status);
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));
        return sent.Address.AbsolutePath;
    }

    private static async Task<int> WaitingAsync(TheApp app, string user) => Assert.Single(await app.As(user).MyTasksAsync()).GetProperty("number").GetInt32();

    private static int Number(IElement link) => int.Parse(link.GetAttribute("href")!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);

    private static string State(Shown page) => page.Document.QuerySelector(".outcome .badge")!.TextContent;

    private static IReadOnlyList<(string Title, string Text)> Steps(Shown page) =>
        [.. page.Document.QuerySelectorAll(".steps li").Select(step => (step.QuerySelector("b")!.TextContent, step.QuerySelector(".under")!.TextContent))];
}
