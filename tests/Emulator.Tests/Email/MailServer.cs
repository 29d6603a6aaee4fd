using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Email;
using AccessReview.Emulator.Email.Reports;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Storage;
using Azure;
using Azure.Communication.Email;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace AccessReview.Emulator.Tests.Email;

/// <summary>The mail endpoint on its own folder, with a clock that a test moves, and the stand-in client for it.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string Alice = "alice@example.com";

    public static readonly DateTimeOffset Monday = new(2026, 5, 25, 9, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mail-");
    private readonly WorkInFlight _work = new();

    private MailServer(EmailEngineOptions options, Uri? reportsTo)
    {
        Clock = new EmulatorClock(_work);
        Clock.Freeze(Monday);
        Database = new EmulatorDatabase(Path.Combine(_folder.FullName, "emulator.db"));
        var reports = new ReportSender(Database, _work, options.Reports, new ReportKey(options), () => reportsTo ?? throw new InvalidOperationException("The test has no receiver of reports."), new FaultLog(TimeProvider.System), NullLogger<ReportSender>.Instance);
        Engine = new EmailEngine(Database, Clock, _work, options with { OutboxFolder = OutboxFolder }, reports, NullLogger<EmailEngine>.Instance);
        Endpoint = new EmailEndpoint(Engine, port: 0, NullLogger<EmailEndpoint>.Instance);
    }

    public EmulatorClock Clock { get; }

    public EmulatorDatabase Database { get; }

    public EmailEngine Engine { get; }

    public EmailEndpoint Endpoint { get; }

    public EmailClient Client => field ??= NewClient(EmailSignature.AccessKey);

    public string OutboxFolder => Path.Combine(_folder.FullName, "outbox");

    /// <param name="options">The defaults have no SMTP server and send no delivery reports.</param>
    /// <param name="reportsTo">The address of the receiver of delivery reports, if the options have a path.</param>
    public static async Task<MailServer> StartAsync(EmailEngineOptions? options = null, Uri? reportsTo = null)
    {
        var server = new MailServer(options ?? new EmailEngineOptions(), reportsTo);
        await server.Engine.StartAsync(CancellationToken.None);
        await server.Endpoint.StartAsync(CancellationToken.None);
        return server;
    }

    public static EmailMessage Mail(string subject = "Please review", string to = Alice) => new(
        "reviews@example.com",
        new EmailRecipients([new EmailAddress(to, "Älice")]),
        new EmailContent(subject)
        {
            PlainText = "Open https://reviews.example.com/r/token.",
            Html = """<p>Open <a href="https://reviews.example.com/r/token?a=1&amp;b=2">your task</a></p>""",
        })
    {
        Headers = { ["Auto-Submitted"] = "auto-generated" },
        UserEngagementTrackingDisabled = true,
    };

    /// <summary>
    /// A mail with parts that the stand-in client does not send, such as attachments, as the endpoint passes it to the
    /// engine.
    /// </summary>
    public static MailRequest Request(string subject = "Hello", string text = "x") =>
        new("reviews@example.com", subject, text, null) { To = [new MailAddressee(Alice, null)] };

    public EmailClient NewClient(string accessKey) =>
        new($"endpoint={Endpoint.Address};accesskey={accessKey}", new EmailClientOptions { Retry = { MaxRetries = 0 } });

    public Task<EmailSendOperation> SendAsync(EmailMessage mail, Guid? operationId = null) =>
        Client.SendAsync(WaitUntil.Completed, mail, operationId ?? Guid.NewGuid());

    public Task RestAsync() => _work.WhenIdleAsync();

    public MimeMessage ReadFile() => MimeMessage.Load(Directory.GetFiles(OutboxFolder, "*.eml").Single());

    public async ValueTask DisposeAsync()
    {
        await Endpoint.DisposeAsync();
        await Engine.StopAsync(CancellationToken.None);
        Engine.Dispose();
        await Database.DisposeAsync();
        Clock.Dispose();
        _folder.Delete(recursive: true);
    }
}
