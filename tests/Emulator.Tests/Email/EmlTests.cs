using AccessReview.Emulator.Email;
using Azure;
using Azure.Communication.Email;
using Xunit;

namespace AccessReview.Emulator.Tests.Email;

public sealed class EmlTests
{
    [Fact]
    public async Task A_mail_file_has_a_text_part_and_an_HTML_part()
    {
        await using var mail = await MailServer.StartAsync();
        var message = MailServer.Request("Please review", "Open https://reviews.example.com/r/token.") with
        {
            Html = "<p>Open your task</p>",
            Headers = new Dictionary<string, string> { ["List-Unsubscribe"] = "<https://reviews.example.com/u>" },
            ReplyTo = [new MailAddressee("help@example.com", "Help")],
            Attachments = [new MailAttachment("list.csv", "text/csv", null, "a,b"u8.ToArray())],
        };

        await mail.Engine.SendAsync(message, Guid.NewGuid());

        var file = mail.ReadFile();
        Assert.Equal("Open https://reviews.example.com/r/token.", file.TextBody);
        Assert.Contains("your task", file.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(("Please review", "reviews@example.com", "alice@example.com"), (file.Subject, file.From.ToString(), file.To.ToString()));
        Assert.Equal("<https://reviews.example.com/u>", file.Headers["List-Unsubscribe"]);
        Assert.Equal("\"Help\" <help@example.com>", file.ReplyTo.ToString());
        Assert.Equal("list.csv", file.Attachments.Single().ContentDisposition!.FileName);
    }

    [Theory]
    [InlineData("Zoë Müller <evil@example.com>")]
    [InlineData("=?utf-8?q?x?=, \"quoted\" (comment);")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("王小明\t\u202Eevil")]
    public async Task Names_and_subjects_with_special_characters_are_encoded_and_read_back_unchanged(string text)
    {
        await using var mail = await MailServer.StartAsync();
        var recipients = new EmailRecipients([new EmailAddress(MailServer.Alice, text)]);

        await mail.SendAsync(new EmailMessage("reviews@example.com", recipients, new EmailContent(text) { PlainText = text }));

        var file = mail.ReadFile();
        var to = Assert.Single(file.To.Mailboxes);
        Assert.Equal(MailServer.Alice, to.Address);
        Assert.DoesNotContain(file.To.Mailboxes, mailbox => mailbox.Address.Contains("evil", StringComparison.Ordinal));
        Assert.Single(file.From);
        Assert.Equal(text, file.TextBody?.TrimEnd('\r', '\n'));
    }

    [Theory]
    [InlineData("a\r\nBcc: evil@example.com", "Alice", "alice@example.com")]
    [InlineData("Subject", "Alice\nBcc: evil@example.com", "alice@example.com")]
    [InlineData("Subject", "Alice", "alice@example.com\r\nBcc: evil@example.com")]
    [InlineData("Subject", "Alice", "alice@example.com, evil@example.com")]
    [InlineData("Subject", "Alice", "<alice@example.com>")]
    [InlineData("Subject", "Alice", "alice")]
    [InlineData("Sub\0ject", "Alice", "alice@example.com")]
    public async Task A_value_with_an_injected_header_is_refused(string subject, string name, string address)
    {
        await using var mail = await MailServer.StartAsync();
        var recipients = new EmailRecipients([new EmailAddress(address, name)]);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => mail.SendAsync(new EmailMessage("reviews@example.com", recipients, new EmailContent(subject) { PlainText = "x" })));

        Assert.Equal(400, refused.Status);
        Assert.Empty(mail.Engine.Newest(string.Empty, 10));
    }

    [Fact]
    public async Task Bcc_recipients_are_not_in_the_mail_file()
    {
        await using var mail = await MailServer.StartAsync();

        await mail.Engine.SendAsync(MailServer.Request() with { Bcc = [new MailAddressee("secret@example.com", null)] }, Guid.NewGuid());

        Assert.Empty(mail.ReadFile().Bcc);
        Assert.Single(mail.Engine.Newest("secret@", 10));
    }
}
