using System.Net;
using System.Text.Json;
using AccessReview.App.Links;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Links;

public sealed class LinkSpecs(LinkSpecs.Asked shared) : IClassFixture<LinkSpecs.Asked>
{
    [Fact]
    public async Task Opening_a_link_writes_nothing()
    {
        await using var app = await StartWithRequestAsync();
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;
        var before = await VersionAsync(app);

        var page = new LinkPage(app, link);
        await page.HeadAsync();
        for (var look = 0; look < 3; look++)
            Assert.Equal(HttpStatusCode.OK, (await page.ReadAsync()).Status);
        Assert.Equal(before, await VersionAsync(app));

        var form = await LinkForm.OpenAsync(app, link);
        var (status, html) = await form.SendAsync("approve");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("You approved the request", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_by_link_carries_all_roles_of_its_holder_and_those_from_the_settings_too()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Directory:Admins=adam,mia");
        await RequestAsync(app, SmallOrganization.Reader);
        var task = await TaskAsync(app);

        var form = await LinkForm.OpenAsync(app, (await app.MailsOf("mia").LastAsync()).SignedLink);
        await form.SendAsync("approve");

        var events = await app.Get<TaskStore>().EventsAsync(task.Id, CancellationToken.None);
        Assert.Equal(Roles.Admin, Assert.Single(events.Select(stored => stored.Event).OfType<TaskEvent.Decided>()).By.Roles);
    }

    [Fact]
    public async Task A_decision_button_in_a_mail_preselects_the_decision_and_decides_nothing()
    {
        var app = shared.App;
        var mail = await app.MailsOf("mia").LastAsync();
        var deny = new Uri(mail.Links.Single(link => link.EndsWith("?d=deny", StringComparison.Ordinal)));

        var (status, html) = await new LinkPage(app, deny).ReadAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Nothing is decided yet. Select Deny to confirm.", html, StringComparison.Ordinal);
        Assert.Contains("Ada Lovelace", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_invalid_token_gets_the_same_page()
    {
        var app = shared.App;
        var token = (await app.MailsOf("mia").LastAsync()).SignedLink.Segments[^1];
        string[] spoilt = [$"{token[..^1]}!", $"{token}A", $"2{token[1..]}", "nothing", token.Replace("1.local.", "1.other.", StringComparison.Ordinal), new string('A', 8000)];

        HashSet<string> pages = [];
        foreach (var text in spoilt)
        {
            var (status, html) = await new LinkPage(app, new Uri($"http://localhost/r/{Uri.EscapeDataString(text)}")).ReadAsync();
            Assert.Equal(HttpStatusCode.NotFound, status);
            pages.Add(html);
        }

        Assert.Single(pages);
    }

    [Fact]
    public async Task Repeated_invalid_tokens_are_rate_limited()
    {
        await using var app = await StartWithRequestAsync();
        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 12; guess++)
            statuses.Add((await new LinkPage(app, new Uri($"http://localhost/r/1.local.guess{guess}.x")).ReadAsync()).Status);

        Assert.Equal(HttpStatusCode.NotFound, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public async Task A_link_opened_too_often_and_too_many_guesses_get_a_time_to_try_again()
    {
        await using var app = await StartWithRequestAsync();
        using var client = app.Client();
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;
        List<(HttpStatusCode Status, TimeSpan? Wait)> answers = [];
        foreach (var path in Enumerable.Repeat(link.PathAndQuery, 31).Concat(Enumerable.Range(0, 12).Select(guess => $"/r/1.local.guess{guess}.x")))
        {
            using var answer = await client.GetAsync(path);
            answers.Add((answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[30].Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1].Status);
        Assert.All(answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests), answer => Assert.InRange(answer.Wait ?? default, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task An_expired_link_says_that_it_expired_and_shows_nothing_of_the_task()
    {
        await using var app = await StartWithRequestAsync();
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;

        // Four days later the link is valid but of another generation; eight days later it has expired.
        await app.AdvanceAsync(TimeSpan.FromDays(8));
        var (status, html) = await new LinkPage(app, link).ReadAsync();

        Assert.Equal(HttpStatusCode.Gone, status);
        Assert.Contains("expired", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Reader", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_reassignment_the_old_link_is_invalid_and_names_the_new_assignee()
    {
        await using var app = await StartWithRequestAsync();
        var old = (await app.MailsOf("mia").LastAsync()).SignedLink;
        var form = await LinkForm.OpenAsync(app, old);
        var number = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
        using var answer = await app.As("mia").PostAsync($"/api/v1/tasks/{number}/reassignments", new { to = "olga", step = 0, reason = "She knows the app" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await app.RestAsync();

        var (status, html) = await new LinkPage(app, old).ReadAsync();
        Assert.Equal(HttpStatusCode.Gone, status);
        Assert.Contains("Mia Manager reassigned it", html, StringComparison.Ordinal);
        Assert.Contains("Olga Owner", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await form.SendAsync("approve")).Status);

        var fresh = await LinkForm.OpenAsync(app, (await app.MailsOf("olga").LastAsync()).SignedLink);
        Assert.Equal(HttpStatusCode.OK, (await fresh.SendAsync("approve")).Status);
    }

    [Fact]
    public async Task A_link_does_not_open_for_another_person_who_is_signed_in()
    {
        var app = shared.App;
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;

        using var response = await app.As("bob").Http.GetAsync(link.PathAndQuery);
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.DoesNotContain("Ada", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Reader", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_decision_in_two_tabs_is_accepted_once_and_a_different_one_is_refused()
    {
        await using var app = await StartWithRequestAsync();
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;
        var one = await LinkForm.OpenAsync(app, link);
        var other = await LinkForm.OpenAsync(app, link);
        var third = await LinkForm.OpenAsync(app, link);

        Assert.Equal(HttpStatusCode.OK, (await one.SendAsync("approve")).Status);
        Assert.Equal(HttpStatusCode.OK, (await other.SendAsync("approve")).Status);
        var (status, html) = await third.SendAsync("deny", "Changed my mind");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("You approved the request", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_from_another_site_decides_nothing()
    {
        var app = shared.App;
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;
        var form = await LinkForm.OpenAsync(app, link);
        var before = await VersionAsync(app);

        Assert.Equal(HttpStatusCode.Forbidden, (await form.SendAsync("approve", site: "cross-site")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await form.SendAsync("approve", site: null, origin: "null")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await form.SendAsync("approve", site: null, origin: "https://evil.example")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await form.SendAsync("approve", withToken: false)).Status);
        Assert.Equal(before, await VersionAsync(app));
    }

    [Fact]
    public async Task A_link_page_asks_for_a_missing_reason_and_keeps_the_typed_text()
    {
        await using var app = await StartWithRequestAsync();
        var form = await LinkForm.OpenAsync(app, (await app.MailsOf("mia").LastAsync()).SignedLink);

        var (status, html) = await form.SendAsync("deny");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Enter a reason", html, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, (await form.SendAsync("certify")).Status);
        Assert.Equal(HttpStatusCode.OK, (await form.SendAsync("deny", "Not before the audit")).Status);
    }

    [Fact]
    public async Task A_high_risk_task_is_neither_shown_nor_decided_by_link_without_signing_in()
    {
        await using var app = await StartWithRequestAsync(SmallOrganization.Root);

        var (status, html) = await new LinkPage(app, (await app.MailsOf("mia").LastAsync()).SignedLink).ReadAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Sign in to continue", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Root", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"decision\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mail_of_a_high_risk_task_has_one_button_for_sign_in()
    {
        await using var app = await StartWithRequestAsync(SmallOrganization.Root);

        var mail = await app.MailsOf("mia").LastAsync();

        Assert.Contains("Sign in to decide", mail.Html, StringComparison.Ordinal);
        Assert.Contains("The button opens the task after you sign in.", mail.Text, StringComparison.Ordinal);
        Assert.Single(mail.Links, link => link.Contains("/r/", StringComparison.Ordinal));
        Assert.Empty(mail.SignedLink.Query);
    }

    [Fact]
    public async Task The_decision_of_a_button_in_a_mail_is_still_chosen_after_sign_in()
    {
        await using var app = await StartWithRequestAsync(SmallOrganization.Root);
        var link = $"{(await app.MailsOf("mia").LastAsync()).SignedLink.AbsolutePath}?d=deny";

        var before = await Visitor.Anonymous(app).GetAsync(link);
        var mia = await Visitor.SignInAsync(app, "mia");
        var task = await mia.GetAsync(before.Document.QuerySelector("a.button").Found().GetAttribute("href").Found());

        Assert.Contains("Nothing is decided yet. Select Deny to confirm.", task.Text, StringComparison.Ordinal);
        Assert.Equal("deny", task.Document.QuerySelector(".decision button:not(.second)").Found().GetAttribute("value"));
        Assert.EndsWith("?d=deny", (await mia.GetAsync(link)).Address.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_link_page_has_the_security_headers_and_no_external_address()
    {
        var app = shared.App;
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;

        foreach (var path in new[] { link.PathAndQuery, "/r/nothing" })
        {
            using var http = app.Client();
            using var response = await http.GetAsync(path);
            var html = await response.Content.ReadAsStringAsync();

            Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
            Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
            Assert.Contains("frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("noindex", Assert.Single(response.Headers.GetValues("X-Robots-Tag")));
            Assert.DoesNotMatch("(src|href|action)=\"(https?:)?//", html);
        }
    }

    [Fact]
    public async Task Nobody_can_decide_about_their_own_access_by_link()
    {
        var app = shared.App;
        var task = await TaskAsync(app);
        var link = await app.Get<LinkIssuer>().IssueAsync(task, UserId.From("ada"), "email", CancellationToken.None);
        var hers = await LinkForm.OpenAsync(app, (await app.MailsOf("mia").LastAsync()).SignedLink);

        var (status, html) = await new LinkPage(app, link).ReadAsync();

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.DoesNotContain("name=\"decision\"", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await hers.SendToAsync(link, "approve")).Status);
        Assert.True((await TaskAsync(app)).IsOpen);
    }

    [Fact]
    public async Task A_revoked_link_does_not_open()
    {
        await using var app = await StartWithRequestAsync();
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;
        var task = await TaskAsync(app);

        using var answer = await app.As("adam").Http.DeleteAsync($"/api/v1/links?task={task.Id}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("revoked").GetInt32());

        Assert.Equal(HttpStatusCode.Gone, (await new LinkPage(app, link).ReadAsync()).Status);
        using var refused = await app.As("bob").Http.DeleteAsync($"/api/v1/links?task={task.Id}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task At_most_twenty_links_per_generation_of_a_task_are_valid()
    {
        await using var app = await StartWithRequestAsync();
        var task = await TaskAsync(app);
        var issuer = app.Get<LinkIssuer>();
        for (var link = 0; link < 25; link++)
            await issuer.IssueAsync(task, UserId.From("mia"), "email", CancellationToken.None);

        Assert.Equal(LinkIssuer.MaxLive, (await app.Get<LinkStore>().LiveAsync(task.Id, task.Generation, CancellationToken.None)).Count);
        Assert.Equal($"/tasks/{task.Id}", (await issuer.IssueAsync(task, UserId.From("olga"), "email", CancellationToken.None)).AbsolutePath);
    }

    private static async Task<TheApp> StartWithRequestAsync(string entitlement = SmallOrganization.Reader)
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await RequestAsync(app, entitlement);
        return app;
    }

    private static async Task RequestAsync(TheApp app, string entitlement)
    {
        await app.As("ada").RequestAsync(entitlement);
        await app.RestAsync();
    }

    private static async Task<ReviewTask> TaskAsync(TheApp app)
    {
        var id = (await app.As("adam").GetAsync($"/api/v1/tasks/{(await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32()}")).GetProperty("id").GetString()!;
        return (await app.Get<TaskStore>().LoadAsync(TaskId.From(id), CancellationToken.None))!.Task;
    }

    private static async Task<long> VersionAsync(TheApp app) => (await TaskAsync(app)).Version;

    /// <summary>Mia got a mail with a link to an undecided task.</summary>
    public sealed class Asked : SharedApp
    {
        protected override Task PrepareAsync(TheApp app) => RequestAsync(app, SmallOrganization.Reader);
    }
}
