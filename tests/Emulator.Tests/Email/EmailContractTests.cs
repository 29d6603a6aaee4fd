using AccessReview.Emulator.Email;
using Azure;
using Azure.Communication.Email;
using Xunit;

namespace AccessReview.Emulator.Tests.Email;

public sealed class EmailContractTests
{
    private static readonly Guid Id = new("0190a5b0-0000-5000-8000-000000000001");

    [Fact]
    public async Task A_mail_is_sent_once_and_its_operation_says_so()
    {
        await using var mail = await MailDriver.StartAsync();

        var operation = await mail.SendAsync(MailDriver.Mail(), Id);

        Assert.Equal((Id.ToString(), EmailSendStatus.Succeeded), (operation.Id, operation.Value.Status));
        Assert.Single(mail.Engine.Newest(string.Empty, 10));
    }

    [Fact]
    public async Task The_same_id_and_mail_within_five_minutes_is_answered_alike_and_not_sent_again()
    {
        await using var mail = await MailDriver.StartAsync();
        await mail.SendAsync(MailDriver.Mail(), Id);
        await mail.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));

        var repeated = await mail.SendAsync(MailDriver.Mail(), Id);

        Assert.Equal(EmailSendStatus.Succeeded, repeated.Value.Status);
        Assert.Single(mail.Engine.Newest(string.Empty, 10));
    }

    [Fact]
    public async Task The_same_id_with_another_mail_is_refused()
    {
        await using var mail = await MailDriver.StartAsync();
        await mail.SendAsync(MailDriver.Mail(), Id);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => mail.SendAsync(MailDriver.Mail("Another"), Id));

        Assert.Equal(400, refused.Status);
    }

    [Fact]
    public async Task The_same_id_after_five_minutes_is_refused()
    {
        await using var mail = await MailDriver.StartAsync();
        await mail.SendAsync(MailDriver.Mail(), Id);
        await mail.Clock.AdvanceAsync(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => mail.SendAsync(MailDriver.Mail(), Id));

        Assert.Equal(412, refused.Status);
    }

    [Fact]
    public async Task An_operation_can_be_looked_up_by_its_id()
    {
        await using var mail = await MailDriver.StartAsync();
        await mail.SendAsync(MailDriver.Mail(), Id);

        var known = new EmailSendOperation(Id.ToString(), mail.Client);
        await known.UpdateStatusAsync();
        var unknown = new EmailSendOperation(Guid.NewGuid().ToString(), mail.Client);
        var refused = await Assert.ThrowsAsync<RequestFailedException>(async () => await unknown.UpdateStatusAsync());

        Assert.True(known.HasCompleted && known.HasValue);
        Assert.Equal(404, refused.Status);
    }

    [Fact]
    public async Task Beyond_the_quota_the_service_says_when_to_come_again()
    {
        await using var mail = await MailDriver.StartAsync(new EmailEngineOptions { PerMinute = 2 });
        await mail.SendAsync(MailDriver.Mail());
        await mail.SendAsync(MailDriver.Mail());
        await mail.Clock.AdvanceAsync(TimeSpan.FromSeconds(20));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => mail.SendAsync(MailDriver.Mail()));

        Assert.Equal((429, "TooManyRequests"), (refused.Status, refused.ErrorCode));
        Assert.True(refused.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var seconds));
        Assert.Equal("40", seconds);
        await mail.Clock.AdvanceAsync(TimeSpan.FromSeconds(40));
        await mail.SendAsync(MailDriver.Mail());
    }

    [Fact]
    public async Task An_address_that_bounces_is_suppressed_for_a_day()
    {
        await using var mail = await MailDriver.StartAsync(new EmailEngineOptions { Bounces = [MailDriver.Alice] });

        await mail.SendAsync(MailDriver.Mail());
        var dropped = await Assert.ThrowsAsync<RequestFailedException>(() => mail.SendAsync(MailDriver.Mail()));
        await mail.Clock.AdvanceAsync(TimeSpan.FromHours(24));
        await mail.SendAsync(MailDriver.Mail());

        Assert.Equal("EmailDroppedAllRecipientsSuppressed", dropped.ErrorCode);
        Assert.Equal(["Bounced", "Suppressed", "Bounced"], mail.Engine.Newest(string.Empty, 10).Select(one => one.Status));
    }

    [Fact]
    public async Task A_mail_to_a_suppressed_address_is_accepted_and_fails_later()
    {
        await using var mail = await MailDriver.StartAsync(new EmailEngineOptions { Suppressed = [MailDriver.Alice] });

        var operation = await mail.Client.SendAsync(WaitUntil.Started, MailDriver.Mail(), Id);

        await Assert.ThrowsAsync<RequestFailedException>(async () => await operation.UpdateStatusAsync());
        Assert.True(operation.HasCompleted);
        Assert.False(operation.HasValue);
    }

    [Fact]
    public async Task A_client_without_an_engine_is_told_so()
    {
        var client = new EmailClient("endpoint=http://nobody/;accesskey=c2VjcmV0");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => client.SendAsync(WaitUntil.Completed, MailDriver.Mail()));

        Assert.Contains("nobody", refused.Message, StringComparison.Ordinal);
    }
}
