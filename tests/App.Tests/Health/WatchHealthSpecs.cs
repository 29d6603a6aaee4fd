using AccessReview.App.Notifications;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Health;

/// <summary>Alerts read only the log, so late mails must be logged without a request.</summary>
public sealed class WatchHealthSpecs
{
    private const string Waits = "The oldest unsent notification was";

    [Fact]
    public async Task A_mail_that_waits_for_more_than_an_hour_is_logged()
    {
        using var log = new LogListener();
        await using var app = await TheApp.StartAsync(null, null, log, "Email:PerMinute=0", "Email:PerHour=2");
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, System.Net.HttpStatusCode.Accepted);
        for (var number = 0; number < 12; number++)
            await app.Get<Mailer>().SendAsync(new MailToSend("bob@example.test", $"Mail {number}", "<p>", "text", $"late-{number}"), TestContext.Current.CancellationToken);

        await app.AdvanceAsync(TimeSpan.FromMinutes(55));
        Assert.DoesNotContain(log.Lines, line => line.StartsWith(Waits, StringComparison.Ordinal));

        await app.AdvanceAsync(TimeSpan.FromMinutes(15));
        Assert.Contains(log.Lines, line => line.StartsWith(Waits, StringComparison.Ordinal));
    }
}
