using AccessReview.Emulator.Email;
using AccessReview.Emulator.Email.Reports;
using Xunit;

namespace AccessReview.Emulator.Tests.Email;

public sealed class SmtpRelayTests
{
    [Fact]
    public async Task A_mail_that_the_SMTP_server_refuses_at_first_is_sent_again()
    {
        await using var server = new SmtpDouble(refusals: 1);
        await using var mail = await MailServer.StartAsync(new EmailEngineOptions { Smtp = To(server) });

        await mail.SendAsync(MailServer.Mail());

        Assert.Contains("Please review", await server.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bcc_recipients_get_the_mail_and_suppressed_recipients_do_not()
    {
        await using var server = new SmtpDouble(refusals: 0);
        await using var mail = await MailServer.StartAsync(new EmailEngineOptions { Smtp = To(server), Suppressed = ["gone@example.com"] });
        var message = MailServer.Request() with
        {
            To = [new MailAddressee(MailServer.Alice, null), new MailAddressee("gone@example.com", null)],
            Bcc = [new MailAddressee("secret@example.com", null)],
        };

        await mail.Engine.SendAsync(message, Guid.NewGuid());

        var taken = await server.NextAsync();
        Assert.Contains("RCPT TO:<alice@example.com>", taken, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<secret@example.com>", taken, StringComparison.Ordinal);
        Assert.DoesNotContain("RCPT TO:<gone@example.com>", taken, StringComparison.Ordinal);
        Assert.DoesNotContain("Bcc", taken, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_mail_to_a_mailbox_that_the_SMTP_server_does_not_have_bounces_and_is_reported()
    {
        await using var server = new SmtpDouble { UnknownRecipient = MailServer.Alice };
        await using var app = await ReportReceiver.StartAsync();
        await using var mail = await StartAsync(server, app);
        var operation = Guid.NewGuid();

        await mail.SendAsync(MailServer.Mail(), operation);
        var report = await app.NextAsync();
        await mail.SendAsync(MailServer.Mail("Next mail", "bob@example.com"));

        Assert.Equal((operation.ToString(), MailServer.Alice, "Bounced"), (report.OperationId, report.Recipient, report.Status));
        Assert.Contains("Next mail", await server.NextAsync(), StringComparison.Ordinal);
        Assert.Equal(["Bounced"], mail.Engine.Newest(MailServer.Alice, 10).Select(sent => sent.Status));
    }

    [Fact]
    public async Task A_mail_that_the_SMTP_server_refuses_for_its_content_bounces_for_each_recipient()
    {
        await using var server = new SmtpDouble { RefusedText = "Hello" };
        await using var app = await ReportReceiver.StartAsync();
        await using var mail = await StartAsync(server, app);

        await mail.Engine.SendAsync(MailServer.Request("Hello") with { Cc = [new MailAddressee("bob@example.com", null)] }, Guid.NewGuid());
        var reports = new[] { await app.NextAsync(), await app.NextAsync() };
        await mail.SendAsync(MailServer.Mail("Next mail"));

        Assert.Equal([MailServer.Alice, "bob@example.com"], reports.Select(report => report.Recipient).Order());
        Assert.All(reports, report => Assert.Equal("Bounced", report.Status));
        Assert.Contains("Next mail", await server.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_does_not_keep_the_mail_from_other_recipients()
    {
        await using var server = new SmtpDouble { UnknownRecipient = "gone@example.com" };
        await using var app = await ReportReceiver.StartAsync();
        await using var mail = await StartAsync(server, app);

        await mail.Engine.SendAsync(MailServer.Request() with { Cc = [new MailAddressee("gone@example.com", null)] }, Guid.NewGuid());

        Assert.Equal("gone@example.com", (await app.NextAsync()).Recipient);
        Assert.Contains("RCPT TO:<alice@example.com>", await server.NextAsync(), StringComparison.Ordinal);
    }

    private static Task<MailServer> StartAsync(SmtpDouble server, ReportReceiver app) =>
        MailServer.StartAsync(new EmailEngineOptions { Smtp = To(server), Reports = new ReportOptions { Path = "/reports" } }, app.Address);

    private static SmtpOptions To(SmtpDouble server) => new() { Host = "127.0.0.1", Port = server.Port, RequireTls = false };
}
