using System.Net;
using System.Net.Http.Json;
using AccessReview.App.Email;
using AccessReview.App.Notifications;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Http;
using AccessReview.Domain.Directory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Mail = AccessReview.App.Tests.Drivers.Mail;

namespace AccessReview.App.Tests.SignIn;

/// <summary>Anybody can ask for sign-in mails, for anybody: what that does to whom they are for, to colleagues and to all other mails.</summary>
public sealed class MailedLinkLimitSpecs : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private SampleApp _app = null!; // Set by InitializeAsync.

    private MailedLinks Links => _app.Services.GetRequiredService<MailedLinks>();

    public async ValueTask InitializeAsync()
    {
        _app = await SampleApp.StartAsync("SignIn:Authority=", "SignIn:Audience=", "SignIn:TenantIds=", "Email:PerMinute=24", "Email:PerHour=80");
        await ImportAsync(SmallOrganization.Import);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task However_often_one_address_is_asked_for_other_mails_go_out_in_time()
    {
        for (var times = 0; times < 12; times++)
        {
            for (var again = 0; again < 4; again++)
                await AskAsync("ada@example.test");
            await AdvanceAsync(TimeSpan.FromMinutes(5));
        }

        await _app.Services.GetRequiredService<Mailer>().SendAsync(new MailToSend("bob@example.test", "To be decided", "<p>", "text", "one"), Never);
        await _app.Emulator.WhenIdleAsync();

        Assert.Single(await MailsAsync("bob"));
        Assert.InRange((await MailsAsync("ada")).Count, 6, 9);
    }

    [Fact]
    public async Task However_many_addresses_are_asked_for_they_get_their_share_of_the_budget_and_no_more()
    {
        var people = Enumerable.Range(0, 40).Select(number => new { id = $"p{number}", email = $"p{number}@example.test", displayName = $"Person {number}" }).ToList();
        await ImportAsync(new { users = people });
        foreach (var person in people)
            await AskAsync(person.email);
        for (var number = 0; number < 10; number++)
            await _app.Services.GetRequiredService<Mailer>().SendAsync(new MailToSend("bob@example.test", $"To be decided {number}", "<p>", "text", $"mail-{number}"), Never);

        await AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(10, (await MailsAsync("bob")).Count);
        var sent = 0;
        foreach (var person in people)
            sent += (await MailsAsync(person.id)).Count;
        Assert.InRange(sent, 10, 20); // The rest would have come after its link was over.
    }

    [Fact]
    public async Task A_link_that_has_expired_before_its_mail_could_be_sent_is_not_sent()
    {
        await _app.Services.GetRequiredService<MailBudget>().BlockAsync(TimeSpan.FromMinutes(20), Never);
        await AskAsync("ada@example.test");

        await AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Empty(await MailsAsync("ada"));
    }

    [Fact]
    public async Task A_mail_that_still_waits_when_a_newer_link_is_asked_for_is_not_sent()
    {
        await _app.Services.GetRequiredService<MailBudget>().BlockAsync(TimeSpan.FromMinutes(5), Never);
        await AskAsync("ada@example.test");
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await AskAsync("ada@example.test");

        await AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(Assert.Single(await MailsAsync("ada")))).StatusCode);
    }

    [Fact]
    public async Task One_link_works_at_a_time()
    {
        await AskAsync("ada@example.test");
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await AskAsync("ada@example.test");
        await _app.Emulator.WhenIdleAsync();
        var mails = await MailsAsync("ada");

        Assert.Equal([HttpStatusCode.Gone, HttpStatusCode.OK], [(await OpenAsync(mails[0])).StatusCode, (await OpenAsync(mails[1])).StatusCode]);
    }

    [Fact]
    public async Task Whoever_is_mailed_no_more_links_has_one_that_works()
    {
        for (var times = 0; times < 12; times++)
        {
            await AskAsync("ada@example.test");
            await AdvanceAsync(TimeSpan.FromMinutes(4));
            Assert.Equal(HttpStatusCode.OK, (await OpenAsync((await MailsAsync("ada"))[^1])).StatusCode);
        }
    }

    [Fact]
    public async Task A_colleague_behind_the_same_network_address_can_sign_in_while_somebody_asks_too_often()
    {
        var statuses = new List<HttpStatusCode>();
        for (var times = 0; times < 12; times++)
            statuses.Add(await AskAsync("ada@example.test"));

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(HttpStatusCode.OK, await AskAsync("bob@example.test"));
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await MailsAsync("bob"));
    }

    [Fact]
    public async Task A_link_to_an_address_that_was_corrected_since_or_to_somebody_who_left_and_came_back_signs_nobody_in()
    {
        foreach (var users in new[] { [Bob("bob.b@example.test", true), Bob("bob@example.test", true)], new[] { Bob("bob@example.test", false), Bob("bob@example.test", true) } })
        {
            var secret = await Links.IssueAsync(UserId.From("bob"), "/", Never);
            Assert.NotNull(await Links.FindAsync(secret, Never));
            foreach (var user in users)
                await ImportAsync(new { users = new[] { user } });
            Assert.Null(await Links.UseAsync(secret, Never));
        }
    }

    private static object Bob(string email, bool active) => new { id = "bob", email, displayName = "Bob Builder", managerId = "mia", active };

    private async Task<HttpStatusCode> AskAsync(string email)
    {
        var browser = new Browser(_app);
        using var answer = await browser.SubmitAsync(await browser.FormAsync("/sign-in"), ("email", email));
        await _app.Emulator.WhenIdleAsync();
        return answer.StatusCode;
    }

    private async Task AdvanceAsync(TimeSpan by)
    {
        await _app.Emulator.Clock.AdvanceAsync(by);
        await _app.Emulator.WhenIdleAsync();
    }

    private async Task<List<Mail>> MailsAsync(string user) =>
        [.. (await _app.Http.GetFromJsonAsync<List<Mail>>($"/emulator/api/outbox?to={user}@example.test"))!.OrderBy(mail => mail.Id)]; // A list, even of nothing.

    private Task<HttpResponseMessage> OpenAsync(Mail mail) =>
        new Browser(_app).GetAsync(new Uri(mail.Links.Single(link => link.Contains("/sign-in/", StringComparison.Ordinal))).PathAndQuery);

    private async Task ImportAsync(object directory)
    {
        using var import = new HttpRequestMessage(HttpMethod.Post, "/api/v1/directory/imports") { Content = JsonContent.Create(directory) };
        import.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var imported = await (await _app.BrowserOfAsync("adam")).SendAsync(import);
        Assert.Equal(HttpStatusCode.Accepted, imported.StatusCode);
        await _app.Emulator.WhenIdleAsync();
    }
}
