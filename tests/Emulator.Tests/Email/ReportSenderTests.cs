using System.Net;
using AccessReview.Emulator.Email;
using AccessReview.Emulator.Email.Reports;
using Xunit;

namespace AccessReview.Emulator.Tests.Email;

public sealed class ReportSenderTests
{
    private static readonly EmailEngineOptions Bouncing = new() { Bounces = [MailServer.Alice, "bob@example.com"], Reports = new ReportOptions { Path = "/reports" } };

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_report_that_the_app_could_not_accept_is_sent_again(HttpStatusCode answer)
    {
        await using var app = await ReportReceiver.StartAsync(answer);
        await using var mail = await MailServer.StartAsync(Bouncing, app.Address);

        await mail.SendAsync(MailServer.Mail());

        Assert.Equal(await app.NextAsync(), await app.NextAsync());
    }

    [Fact]
    public async Task A_report_that_the_app_refused_is_not_sent_again()
    {
        await using var app = await ReportReceiver.StartAsync(HttpStatusCode.Unauthorized);
        await using var mail = await MailServer.StartAsync(Bouncing, app.Address);

        await mail.SendAsync(MailServer.Mail());
        await mail.RestAsync();
        await mail.SendAsync(MailServer.Mail(to: "bob@example.com"));

        Assert.Equal([MailServer.Alice, "bob@example.com"], [(await app.NextAsync()).Recipient, (await app.NextAsync()).Recipient]);
    }
}
