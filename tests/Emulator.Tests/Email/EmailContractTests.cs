using AccessReview.Emulator.Email;
using Azure;
using Azure.Communication.Email;
using Xunit;

namespace AccessReview.Emulator.Tests.Email;

/// <summary>Time limits: repetition of an operation, quota, suppressed addresses.</summary>
public sealed class EmailContractTests
{
    private static readonly Guid Id = new("0190a5b0-0000-5000-8000-000000000001");

    [Fact]
    public async Task A_repeated_operation_id_within_five_minutes_gets_the_same_answer_without_a_second_mail()
    {
        await using var mail = await MailServer.StartAsync();
        await mail.SendAsync(MailServer.Mail(), Id);
        await mail.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));

        var repeated = await mail.SendAsync(MailServer.Mail(), Id);

        Assert.Equal(EmailSendStatus.Succeeded, repeated.Value.Status);
        Assert.Single(mail.Engine.Newest(string.Empty, 10));
    }

    [Fact]
    public async Task A_repeated_operation_id_after_five_minutes_is_refused()
    {
        await using var mail = await MailServer.StartAsync();
        await mail.SendAsync(MailServer.Mail(), Id);
        await mail.Clock.AdvanceAsync(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => mail.SendAsync(MailServer.Mail(), Id));

        Assert.Equal(412, refused.Status);
    }

    [Fact]
    public async Task A_mail_over_the_quota_gets_Retry_After()
    {
        await using var mail = await MailServer.StartAsync(new EmailEngineOptions { PerMinute = 2 });
        await mail.SendAsync(MailServer.Mail());
        await mail.SendAsync(MailServer.Mail());
        await mail.Clock.AdvanceAsync(TimeSpan.FromSeconds(20));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => mail.SendAsync(MailServer.Mail()));

        Assert.Equal((429, "TooManyRequests"), (refused.Status, refused.ErrorCode));
        Assert.True(refused.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var seconds)); // Has one.
        Assert.Equal("40", seconds);
        await mail.Clock.AdvanceAsync(TimeSpan.FromSeconds(40));
        await mail.SendAsync(MailServer.Mail());
    }

    [Fact]
    public async Task A_bounced_address_is_suppressed_for_a_day()
    {
        await using var mail = await MailServer.StartAsync(new EmailEngineOptions { Bounces = [MailServer.Alice] });

        await mail.SendAsync(MailServer.Mail());
        var dropped = await Assert.ThrowsAsync<RequestFailedException>(() => mail.SendAsync(MailServer.Mail()));
        await mail.Clock.AdvanceAsync(TimeSpan.FromHours(24));
        await mail.SendAsync(MailServer.Mail());

        Assert.Equal("EmailDroppedAllRecipientsSuppressed", dropped.ErrorCode);
        Assert.Equal(["Bounced", "Suppressed", "Bounced"], mail.Engine.Newest(string.Empty, 10).Select(one => one.Status));
    }

    [Fact]
    public async Task A_mail_to_a_suppressed_address_is_accepted_and_fails_later()
    {
        await using var mail = await MailServer.StartAsync(new EmailEngineOptions { Suppressed = [MailServer.Alice] });

        var operation = await mail.Client.SendAsync(WaitUntil.Started, MailServer.Mail(), Id);

        await Assert.ThrowsAsync<RequestFailedException>(async () => await operation.UpdateStatusAsync());
        Assert.True(operation.HasCompleted);
        Assert.False(operation.HasValue);
    }
}
