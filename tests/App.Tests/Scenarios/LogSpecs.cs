using System.Collections.Concurrent;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AccessReview.App.Tests.Scenarios;

/// <summary>Logs are read by more people than mails are.</summary>
public sealed class LogSpecs
{
    [Fact]
    public async Task L_t12_no_log_line_holds_a_token_or_what_people_wrote()
    {
        var logs = new ConcurrentQueue<string>();
        await using var app = await TheApp.StartAsync(null, null, new Listener(logs), "Logging:LogLevel:Default=Trace");
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, System.Net.HttpStatusCode.Accepted);
        await app.RestAsync();
        await app.As("ada").RequestAsync(SmallOrganization.Reader, "A reason nobody else may read");
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;
        var token = link.AbsolutePath["/r/".Length..];

        await new LinkPage(app, link).DecideAsync("deny", "Words for the requester only");
        await new LinkPage(app, new Uri(link, $"/r/{token}x")).LookAsync();
        await app.RestAsync();

        Assert.NotEmpty(logs);
        var parts = token.Split('.').Where(part => part.Length > 20).Append("A reason nobody").Append("Words for the requester").ToList();
        Assert.All(logs, line => Assert.DoesNotContain(parts, part => line.Contains(part, StringComparison.Ordinal)));
    }

    private sealed class Listener(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
