
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Email;
using AccessReview.Emulator.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using global::Azure.Communication.Email;

namespace AccessReview.Emulator.Tests.Email;

/// <summary>The mail endpoint on a folder of its own, at a clock that stands, and the stand-in client for it.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string Alice = "alice@example.com";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mail-");
    private readonly WorkInFlight _work = new();
    private readonly EmulatorDatabase _database;

    private MailServer(EmailEngineOptions options)
    {
        Clock = new EmulatorClock(_work);
        Clock.Freeze(new DateTimeOffset(2026, 5, 25, 9, 0, 0, TimeSpan.Zero));
        _database = new EmulatorDatabase(Path.Combine(_folder.FullName, "emulator.db"));
        Engine = new EmailEngine(_database, Clock, _work, options with { OutboxFolder = Path.Combine(_folder.FullName, "outbox") }, NullLogger<EmailEngine>.Instance);
        Endpoint = new EmailEndpoint(Engine, port: 0, NullLogger<EmailEndpoint>.Instance);
    }

    public EmulatorClock Clock { get; }

    public EmailEngine Engine { get; }

    public EmailEndpoint Endpoint { get; }

    public EmailClient Client => field ??= NewClient(EmailSignature.AccessKey);

    public static async Task<MailServer> StartAsync(EmailEngineOptions? options = null)
    {
        var server = new MailServer(options ?? new EmailEngineOptions());
        await server.Engine.StartAsync(CancellationToken.None);
        await server.Endpoint.StartAsync(CancellationToken.None);
        return server;
    }

    public static EmailMessage Mail(string subject = "Please review", string to = Alice) =>
        new("reviews@example.com", new EmailRecipients([new EmailAddress(to, "Älice")]), new EmailContent(subject) { PlainText = "Open it.", Html = "<p>Open it.</p>" })
        {
            Headers = { ["Auto-Submitted"] = "auto-generated" },
            UserEngagementTrackingDisabled = true,
        };

    public EmailClient NewClient(string accessKey) =>
        new($"endpoint={Endpoint.Address};accesskey={accessKey}", new EmailClientOptions { Retry = { MaxRetries = 0 } });

    public async ValueTask DisposeAsync()
    {
        await Endpoint.DisposeAsync();
        await Engine.StopAsync(CancellationToken.None);
        Engine.Dispose();
        await _database.DisposeAsync();
        Clock.Dispose();
        _folder.Delete(recursive: true);
    }
}
