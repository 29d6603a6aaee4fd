using AccessReview.Emulator.Email;
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

    private static SmtpOptions To(SmtpDouble server) => new() { Host = "127.0.0.1", Port = server.Port, RequireTls = false };
}
