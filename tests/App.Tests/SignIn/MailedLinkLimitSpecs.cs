using System.Net;
using System.Net.Http.Json;
using AccessReview.App.Email;
using AccessReview.App.Notifications;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Http;
using AccessReview.Domain.Directory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Mail = AccessReview.App.Tests.Drivers.Mail;

namespace AccessReview.App.Tests.SignIn;

/// <summary>Anybody can request sign-in mails for anybody. These limits protect the recipients, colleagues and all other mails.</summary>
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
    public async Task Many_sign_in_requests_for_one_address_do_not_delay_other_mails()
    {
        for (var times = 0; times < 12; times++)
        {
            for (var again = 0; again < 4; again++)
                await RequestLinkAsync("ada@example.test");
            await AdvanceAsync(TimeSpan.FromMinutes(5));
        }

        await _app.Services.GetRequiredService<Mailer>().SendAsync(new MailToSend("bob@example.test", "To be decided", "<p>", "text", "one"), Never);
        await _app.Emulator.WhenIdleAsync();

        Assert.Single(await MailsAsync("bob"));
        Assert.InRange((await MailsAsync("ada")).Count, 6, 9);
    }

    [Fact]
    public async Task Sign_in_mails_to_many_addresses_get_only_their_share_of_the_mail_budget()
    {
        var people = Enumerable.Range(0, 40).Select(number => new { id = $"p{number}", email = $"p{number}@example.test", displayName = $"Person {number}" }).ToList();
        await ImportAsync(new { users = people });
        foreach (var person in people)
            await RequestLinkAsync(person.email);
        for (var number = 0; number < 10; number++)
            await _app.Services.GetRequiredService<Mailer>().SendAsync(new MailToSend("bob@example.test", $"To be decided {number}", "<p>", "text", $"mail-{number}"), Never);

        await AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(10, (await MailsAsync("bob")).Count);
        var sent = 0;
        foreach (var person in people)
            sent += (await MailsAsync(person.id)).Count;
        Assert.InRange(sent, 10, 20); // The others would have arrived after their links had expired.
    }

    [Fact]
    public async Task A_sign_in_mail_whose_link_has_expired_is_not_sent()
    {
        await _app.Services.GetRequiredService<MailBudget>().BlockAsync(TimeSpan.FromMinutes(20), Never);
        await RequestLinkAsync("ada@example.test");

        await AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Empty(await MailsAsync("ada"));
    }

    [Fact]
    public async Task A_waiting_sign_in_mail_is_not_sent_when_a_newer_one_was_requested()
    {
        await _app.Services.GetRequiredService<MailBudget>().BlockAsync(TimeSpan.FromMinutes(5), Never);
        await RequestLinkAsync("ada@example.test");
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await RequestLinkAsync("ada@example.test");

        await AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(Assert.Single(await MailsAsync("ada")))).StatusCode);
    }

    [Fact]
    public async Task Only_the_newest_sign_in_link_of_a_person_works()
    {
        await RequestLinkAsync("ada@example.test");
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await RequestLinkAsync("ada@example.test");
        await _app.Emulator.WhenIdleAsync();
        var mails = await MailsAsync("ada");

        Assert.Equal([HttpStatusCode.Gone, HttpStatusCode.OK], [(await OpenAsync(mails[0])).StatusCode, (await OpenAsync(mails[1])).StatusCode]);
    }

    [Fact]
    public async Task A_person_who_reached_the_mail_limit_still_has_a_working_link()
    {
        for (var times = 0; times < 12; times++)
        {
            await RequestLinkAsync("ada@example.test");
            await AdvanceAsync(TimeSpan.FromMinutes(4));
            Assert.Equal(HttpStatusCode.OK, (await OpenAsync((await MailsAsync("ada"))[^1])).StatusCode);
        }
    }

    [Fact]
    public async Task A_person_can_sign_in_while_another_person_at_the_same_network_address_exceeds_the_limit()
    {
        var statuses = new List<HttpStatusCode>();
        for (var times = 0; times < 12; times++)
            statuses.Add(await RequestLinkAsync("ada@example.test"));

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(HttpStatusCode.OK, await RequestLinkAsync("bob@example.test"));
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await MailsAsync("bob"));
    }

    [Fact]
    public async Task A_link_sent_before_a_change_of_address_or_before_leaving_signs_nobody_in()
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

    private async Task<HttpStatusCode> RequestLinkAsync(string email)
    {
        var browser = new Browser(_app.Emulator.Address);
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
        [.. (await _app.Http.GetFromJsonAsync<List<Mail>>($"/emulator/api/outbox?to={user}@example.test"))!.OrderBy(mail => mail.Id)]; // An array, even an empty one.

    private Task<HttpResponseMessage> OpenAsync(Mail mail) =>
        new Browser(_app.Emulator.Address).GetAsync(new Uri(mail.Links.Single(link => link.Contains("/sign-in/", StringComparison.Ordinal))).PathAndQuery);

    private async Task ImportAsync(object directory)
    {
        using var import = new HttpRequestMessage(HttpMethod.Post, "/api/v1/directory/imports") { Content = JsonContent.Create(directory) };
        import.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var imported = await (await _app.BrowserOfAsync("adam")).SendAsync(import);
        Assert.Equal(HttpStatusCode.Accepted, imported.StatusCode);
        await _app.Emulator.WhenIdleAsync();
    }
}
