using System.Net;
using System.Text;
using AccessReview.Emulator.Email;
using Azure;
using Azure.Communication.Email;
using Xunit;

namespace AccessReview.Emulator.Tests.Email;

public sealed class EmailEndpointTests
{
    [Fact]
    public async Task A_sent_mail_is_in_the_outbox_and_its_operation_succeeds()
    {
        await using var server = await MailServer.StartAsync();
        var id = Guid.NewGuid();

        var operation = await server.Client.SendAsync(WaitUntil.Completed, MailServer.Mail(), id);

        Assert.Equal((id.ToString(), true, EmailSendStatus.Succeeded), (operation.Id, operation.HasCompleted, operation.Value.Status));
        var mail = Assert.Single(server.Engine.Newest(string.Empty, 10));
        Assert.Equal((MailServer.Alice, "Please review"), (mail.To, mail.Subject));
        var eml = Encoding.UTF8.GetString(server.Engine.Eml(mail.Number));
        Assert.Contains("Auto-Submitted: auto-generated", eml, StringComparison.Ordinal);
        Assert.Contains("your task", eml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_to_an_accepted_mail_has_the_operation_URL_and_Retry_After()
    {
        await using var server = await MailServer.StartAsync();
        var id = Guid.NewGuid();

        var accepted = (await server.Client.SendAsync(WaitUntil.Started, MailServer.Mail(), id)).GetRawResponse();

        Assert.Equal(202, accepted.Status);
        Assert.True(accepted.Headers.TryGetValue("Operation-Location", out var location));
        Assert.Equal($"{server.Endpoint.Address}emails/operations/{id}?api-version=2025-09-01", location);
        Assert.True(accepted.Headers.TryGetValue("Retry-After", out _));
    }

    [Fact]
    public async Task An_operation_is_found_by_its_id()
    {
        await using var server = await MailServer.StartAsync();
        var id = Guid.NewGuid();
        await server.Client.SendAsync(WaitUntil.Started, MailServer.Mail(), id);

        var operation = new EmailSendOperation(id.ToString(), server.Client);
        await operation.UpdateStatusAsync();
        var unknown = await Assert.ThrowsAsync<RequestFailedException>(() => new EmailSendOperation(Guid.NewGuid().ToString(), server.Client).UpdateStatusAsync().AsTask());

        Assert.True(operation.HasValue);
        Assert.Equal((404, "OperationNotFound"), (unknown.Status, unknown.ErrorCode));
    }

    [Fact]
    public async Task A_mail_whose_recipients_are_all_suppressed_fails_with_the_services_code()
    {
        await using var server = await MailServer.StartAsync(new EmailEngineOptions { Suppressed = [MailServer.Alice] });

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => server.Client.SendAsync(WaitUntil.Completed, MailServer.Mail(), Guid.NewGuid()));

        Assert.Equal((200, "EmailDroppedAllRecipientsSuppressed"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task An_operation_id_can_be_repeated_only_with_the_same_mail()
    {
        await using var server = await MailServer.StartAsync();
        var id = Guid.NewGuid();
        await server.Client.SendAsync(WaitUntil.Started, MailServer.Mail(), id);
        await server.Client.SendAsync(WaitUntil.Started, MailServer.Mail(), id);

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => server.Client.SendAsync(WaitUntil.Started, MailServer.Mail("Other"), id));

        Assert.Single(server.Engine.Newest(string.Empty, 10));
        Assert.Equal((400, "OperationIdReused"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task A_used_up_quota_is_answered_with_the_time_to_wait()
    {
        await using var server = await MailServer.StartAsync(new EmailEngineOptions { PerMinute = 1 });
        await server.Client.SendAsync(WaitUntil.Started, MailServer.Mail(), Guid.NewGuid());

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => server.Client.SendAsync(WaitUntil.Started, MailServer.Mail(), Guid.NewGuid()));

        Assert.Equal((429, "TooManyRequests"), (refusal.Status, refusal.ErrorCode));
        Assert.True(refusal.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var wait) && wait == "60");
    }

    [Fact]
    public async Task A_malformed_address_is_a_bad_request()
    {
        await using var server = await MailServer.StartAsync();

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => server.Client.SendAsync(WaitUntil.Started, MailServer.Mail(to: "nobody"), Guid.NewGuid()));

        Assert.Equal((400, "BadRequest"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task A_wrong_key_is_denied()
    {
        await using var server = await MailServer.StartAsync();

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => server.NewClient("d3Jvbmc=").SendAsync(WaitUntil.Started, MailServer.Mail(), Guid.NewGuid()));

        Assert.Equal((401, "Denied"), (refusal.Status, refusal.ErrorCode));
        Assert.Empty(server.Engine.Newest(string.Empty, 10));
    }

    [Fact]
    public async Task A_request_without_a_signature_is_denied()
    {
        await using var server = await MailServer.StartAsync();
        using var client = new HttpClient();

        using var answer = await client.PostAsync(new Uri(server.Endpoint.Address, "/emails:send?api-version=2025-09-01"), new StringContent("{}"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Open it.")]
    public async Task The_client_refuses_what_the_service_would_refuse(string text)
    {
        await using var server = await MailServer.StartAsync();
        var mail = new EmailMessage("reviews@example.com", new EmailRecipients([new EmailAddress(MailServer.Alice)]), new EmailContent(text.Length == 0 ? "Subject" : " ") { PlainText = text });

        await Assert.ThrowsAsync<ArgumentException>(() => server.Client.SendAsync(WaitUntil.Started, mail, Guid.NewGuid()));
    }

    [Fact]
    public async Task Settings_that_refer_to_the_mail_service_of_the_emulator_get_its_address()
    {
        await using var server = await MailServer.StartAsync();
        var settings = new Dictionary<string, string?> { ["Email:ConnectionString"] = "endpoint=http://emulator/;accesskey=a2V5", ["Other"] = "http://example.org/", ["None"] = null };

        new EmailSettings(server.Endpoint).Amend(settings);

        Assert.Equal($"endpoint={server.Endpoint.Address};accesskey=a2V5", settings["Email:ConnectionString"]);
        Assert.Equal("http://example.org/", settings["Other"]);
    }
}
