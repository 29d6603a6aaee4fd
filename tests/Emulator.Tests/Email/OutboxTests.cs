using System.Net;
using System.Text.Json;
using AccessReview.Emulator.Email.Outbox;
using Azure.Communication.Email;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Xunit;

namespace AccessReview.Emulator.Tests.Email;

public sealed class OutboxTests
{
    [Fact]
    public async Task A_program_can_read_the_mails_of_one_recipient()
    {
        await using var mail = await MailServer.StartAsync();
        await using var web = await WebAsync(mail);
        await mail.SendAsync(MailServer.Mail("For Bob", "bob@example.com"));
        await mail.SendAsync(MailServer.Mail("For Alice"));

        using var answer = JsonDocument.Parse(await web.Http.GetStringAsync("/emulator/api/outbox?to=Alice@Example.com"));

        var only = Assert.Single(answer.RootElement.EnumerateArray());
        Assert.Equal("For Alice", only.GetProperty("subject").GetString());
        Assert.Equal(MailServer.Monday, only.GetProperty("at").GetDateTimeOffset());
        Assert.Equal(
            ["https://reviews.example.com/r/token?a=1&b=2", "https://reviews.example.com/r/token"],
            only.GetProperty("links").EnumerateArray().Select(link => link.GetString()));
    }

    [Fact]
    public async Task The_outbox_lists_the_newest_mail_first_and_can_be_searched()
    {
        await using var mail = await MailServer.StartAsync();
        await using var web = await WebAsync(mail);
        await mail.SendAsync(MailServer.Mail("First"));
        await mail.SendAsync(MailServer.Mail("Second", "bob@example.com"));

        var all = await web.Http.GetStringAsync("/emulator/outbox");
        var found = await web.Http.GetStringAsync("/emulator/outbox?to=bob");

        Assert.True(all.IndexOf("Second", StringComparison.Ordinal) < all.IndexOf("First", StringComparison.Ordinal));
        Assert.DoesNotContain("First", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_in_mails_are_shown_as_text_and_never_run()
    {
        await using var mail = await MailServer.StartAsync();
        await using var web = await WebAsync(mail);
        const string Hostile = "<script>alert(1)</script>\"'";
        var content = new EmailContent(Hostile) { PlainText = Hostile + " https://example.com/\"onclick=x", Html = "<script>alert(2)</script>" };
        await mail.SendAsync(new EmailMessage("reviews@example.com", new EmailRecipients([new EmailAddress(MailServer.Alice, Hostile)]), content));

        using var list = await web.Http.GetAsync("/emulator/outbox?to=%3Cscript%3E");
        var all = await web.Http.GetStringAsync("/emulator/outbox");
        var page = await web.Http.GetStringAsync("/emulator/outbox/1");
        using var frame = await web.Http.GetAsync("/emulator/outbox/1/html");

        Assert.All([await list.Content.ReadAsStringAsync(), all, page], html => Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("default-src 'none'", Policy(list), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", Policy(list), StringComparison.Ordinal);
        Assert.Contains("sandbox allow-popups", Policy(frame), StringComparison.Ordinal);
        Assert.DoesNotContain("allow-scripts", page + Policy(frame), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_is_downloaded_unchanged()
    {
        await using var mail = await MailServer.StartAsync();
        await using var web = await WebAsync(mail);
        await mail.SendAsync(MailServer.Mail());

        using var answer = await web.Http.GetAsync("/emulator/outbox/1/eml");

        Assert.Equal("message/rfc822", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Please review", (await MimeMessage.LoadAsync(await answer.Content.ReadAsStreamAsync())).Subject);
    }

    [Fact]
    public async Task An_emptied_outbox_still_recognizes_repeated_operations()
    {
        await using var mail = await MailServer.StartAsync();
        await using var web = await WebAsync(mail);
        var id = Guid.NewGuid();
        await mail.SendAsync(MailServer.Mail(), id);

        using var answer = await web.Http.DeleteAsync("/emulator/api/outbox");
        await mail.SendAsync(MailServer.Mail(), id);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("[]", await web.Http.GetStringAsync("/emulator/api/outbox"));
        Assert.Empty(Directory.GetFiles(mail.OutboxFolder));
    }

    [Fact]
    public async Task The_outbox_has_a_form_that_makes_an_address_refuse_mails_and_one_that_ends_it()
    {
        await using var mail = await MailServer.StartAsync();
        await using var web = await WebAsync(mail);

        var refusing = await ChangeAsync(web, ("address", " Alice@example.com "));
        await mail.Engine.SendAsync(MailServer.Request("First"), Guid.NewGuid());
        await mail.Engine.SendAsync(MailServer.Request("Second"), Guid.NewGuid());
        var accepting = await ChangeAsync(web, ("address", "alice@example.com"), ("accepts", "yes"));
        await mail.Engine.SendAsync(MailServer.Request("Third"), Guid.NewGuid());

        Assert.Contains("alice@example.com <button>Accept mails again</button>", refusing, StringComparison.Ordinal);
        Assert.DoesNotContain("Accept mails again", accepting, StringComparison.Ordinal);
        Assert.Equal(["Delivered", "Suppressed", "Bounced"], mail.Engine.Newest("", 10).Select(sent => sent.Status));
    }

    [Fact]
    public async Task A_refusing_address_is_shown_as_text_and_an_empty_one_is_refused()
    {
        await using var mail = await MailServer.StartAsync();
        await using var web = await WebAsync(mail);

        var page = await ChangeAsync(web, ("address", "<script>@example.com"));
        using var form = new FormUrlEncodedContent([new("address", "")]);
        using var empty = await web.Http.PostAsync("/emulator/outbox/refusing", form);

        Assert.Contains("&lt;script&gt;@example.com", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
    }

    /// <summary>Sends a form of the outbox and returns the page that follows.</summary>
    private static async Task<string> ChangeAsync(OutboxWeb web, params (string Field, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Field, field.Value)));
        using var answer = await web.Http.PostAsync("/emulator/outbox/refusing", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static string Policy(HttpResponseMessage response) => string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));

    private static async Task<OutboxWeb> WebAsync(MailServer mail)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting().AddSingleton(mail.Engine);
        var app = builder.Build();
        app.UseRouting();
        app.MapOutbox();
        await app.StartAsync();
        return new OutboxWeb(app, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });
    }

    private sealed record OutboxWeb(WebApplication App, HttpClient Http) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await App.DisposeAsync();
        }
    }
}
