using Azure;
using Azure.Communication.Email;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class OutboxWiringTests
{
    [Fact]
    public async Task A_mail_sent_by_the_client_is_read_on_the_outbox_page()
    {
        await using var host = await new HostDriver().Setting("Email:ConnectionString", "endpoint=http://emulator/;accesskey=c2VjcmV0").StartAsync();
        var client = new EmailClient(host.Services.GetRequiredService<IConfiguration>()["Email:ConnectionString"]);

        await client.SendAsync(WaitUntil.Completed, "no-reply@example.org", "ada@example.org", "A question <for> you", "<p>Keep it?</p>");

        Assert.Contains("A question &lt;for&gt; you", await host.Http.GetStringAsync("emulator/outbox"), StringComparison.Ordinal);
        Assert.Contains("/emulator/outbox", await host.Http.GetStringAsync("emulator"), StringComparison.Ordinal);
    }
}
