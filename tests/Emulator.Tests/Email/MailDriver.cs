using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Email;
using AccessReview.Emulator.Storage;
using Azure;
using Azure.Communication.Email;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace AccessReview.Emulator.Tests.Email;

/// <summary>An e-mail engine on a folder of its own, at a clock that stands until a test moves it.</summary>
internal sealed class MailDriver : IAsyncDisposable
{
    public const string Alice = "alice@example.com";

    public static readonly DateTimeOffset Monday = new(2026, 5, 25, 9, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("mail-").FullName;
    private readonly WorkInFlight _work = new();

    private MailDriver(EmailEngineOptions options)
    {
        Clock = new EmulatorClock(_work);
        Clock.Freeze(Monday);
        Database = new EmulatorDatabase(Path.Combine(_folder, "emulator.db"));
        Engine = new EmailEngine(Database, Clock, _work, options with { OutboxFolder = OutboxFolder }, NullLogger<EmailEngine>.Instance);
        Client = new EmailClient($"endpoint=http://{Engine.Name}/;accesskey=c2VjcmV0");
    }

    public EmulatorClock Clock { get; }

    public EmulatorDatabase Database { get; }

    public EmailEngine Engine { get; }

    public EmailClient Client { get; }

    public string OutboxFolder => Path.Combine(_folder, "outbox");

    public static async Task<MailDriver> StartAsync(EmailEngineOptions? options = null)
    {
        var driver = new MailDriver(options ?? new EmailEngineOptions());
        await driver.Engine.StartAsync(CancellationToken.None);
        return driver;
    }

    public static EmailMessage Mail(string subject = "Please review", string to = Alice) => new(
        "reviews@example.com",
        to,
        new EmailContent(subject)
        {
            PlainText = "Open https://reviews.example.com/r/token.",
            Html = """<p>Open <a href="https://reviews.example.com/r/token?a=1&amp;b=2">your task</a></p>""",
        });

    public Task<EmailSendOperation> SendAsync(EmailMessage mail, Guid? operationId = null) =>
        Client.SendAsync(WaitUntil.Completed, mail, operationId ?? Guid.NewGuid());

    public Task RestAsync() => _work.WhenIdleAsync();

    public MimeMessage ReadFile() => MimeMessage.Load(Directory.GetFiles(OutboxFolder, "*.eml").Single());

    public async ValueTask DisposeAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        Engine.Dispose();
        await Database.DisposeAsync();
        Clock.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
