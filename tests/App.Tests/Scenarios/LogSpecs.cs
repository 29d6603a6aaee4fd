using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Scenarios;

/// <summary>Logs must not contain what is in mails, because more people read them.</summary>
public sealed class LogSpecs
{
    [Fact]
    public async Task No_log_line_contains_a_token_or_text_from_people()
    {
        using var log = new LogListener();
        await using var app = await TheApp.StartAsync(null, null, log, "Logging:LogLevel:Default=Trace", "Logging:LogLevel:Microsoft.AspNetCore=Trace");
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, System.Net.HttpStatusCode.Accepted);
        await app.RestAsync();
        await app.As("ada").RequestAsync(SmallOrganization.Reader, "A reason nobody else may read");
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;
        var token = link.AbsolutePath["/r/".Length..];

        await new LinkPage(app, link).DecideAsync("deny", "Words for the requester only");
        await new LinkPage(app, new Uri(link, $"/r/{token}x")).ReadAsync();
        await app.RestAsync();

        Assert.NotEmpty(log.Lines);
        var parts = token.Split('.').Where(part => part.Length > 20).Append("A reason nobody").Append("Words for the requester").ToList();
        Assert.All(log.Lines, line => Assert.DoesNotContain(parts, part => line.Contains(part, StringComparison.Ordinal)));
    }
}
