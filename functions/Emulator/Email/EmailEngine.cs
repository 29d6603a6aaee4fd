using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Email.Reports;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Storage;
using Azure;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Email;

/// <summary>
/// Communication Services Email in this process. It follows the service's rules (an operation id can be repeated for five minutes,
/// a quota, suppressed addresses) and puts mails into the outbox, from which a relay can send them on.
/// </summary>
internal sealed partial class EmailEngine : IDisposable
{
    private static readonly TimeSpan Repeatable = TimeSpan.FromMinutes(5);

    private readonly EmulatorDatabase _database;
    private readonly EmulatorClock _clock;
    private readonly WorkInFlight _work;
    private readonly ILogger<EmailEngine> _logger;
    private readonly SendQuota _quota;
    private readonly Suppressions _suppressions;
    private readonly OutboxCopies _copies;
    private readonly SmtpRelay? _relay;
    private readonly ReportSender _reports;

    public EmailEngine(EmulatorDatabase database, EmulatorClock clock, WorkInFlight work, EmailEngineOptions options, ReportSender reports, ILogger<EmailEngine> logger)
    {
        _database = database;
        _clock = clock;
        _work = work;
        _logger = logger;
        _quota = new SendQuota(clock, options.PerMinute, options.PerHour);
        _suppressions = new Suppressions(options);
        var faults = new FaultLog(TimeProvider.System);
        _copies = new OutboxCopies(database, clock, new OutboxFolder(options.OutboxFolder), faults, logger);
        _reports = reports;
        _relay = options.Smtp is { } smtp ? new SmtpRelay(database, clock, smtp, reports, faults, logger) : null;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _database.EnsureSchema(MailStore.Schema);
        _database.EnsureSchema(Suppressions.Schema);
        _copies.Start();
        _reports.Start();
        _relay?.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_relay is not null)
            await _relay.StopAsync(cancellationToken);
        await _reports.StopAsync(cancellationToken);
    }

    public void Dispose()
    {
        _copies.Dispose();
        _relay?.Dispose();
    }

    /// <exception cref="RequestFailedException">The error that the service would return.</exception>
    public async Task<Response> SendAsync(MailRequest message, Guid operationId)
    {
        using var working = _work.Begin();
        if (_quota.Take() is { } wait)
            throw EmailResponses.Refusal(429, EmailProblem.TooMany, wait);

        var now = _clock.GetUtcNow();
        var incoming = Compose(message, operationId, now);
        var fingerprint = MailFingerprint.Of(message);
        var (refusal, mail) = await TakeAsync(incoming, fingerprint, now);
        if (refusal is not null)
            throw refusal;
        if (mail is not null)
        {
            _copies.Add(mail, incoming.Eml);
            Log.Stored(_logger, mail.OperationId, mail.Status);
            _relay?.Wake();
            if (_reports.IsOn && mail.Status != MailDelivery.Delivered)
                _reports.Wake();
        }

        return EmailResponses.Accepted(operationId.ToString());
    }

    /// <summary>Returns null if no mail was sent with this id.</summary>
    public MailOperation? FindOperation(string operationId) => _database.Read(connection => MailStore.FindOperation(connection, operationId));

    /// <summary>The outbox, newest first.</summary>
    public List<OutboxMail> Newest(string to, int max) => _database.Read(connection => MailStore.Newest(connection, to, max));

    public OutboxMail? Find(long number) => _database.Read(connection => MailStore.Find(connection, number));

    public byte[] Eml(long number) => _database.Read(connection => MailStore.Eml(connection, number));

    /// <summary>The addresses whose server refuses mails, as set in the outbox.</summary>
    public List<string> Refusing() => _database.Read(Suppressions.Refusing);

    /// <summary>Sets whether the address refuses mails. One that accepts them again is no longer suppressed either.</summary>
    public Task SetRefusingAsync(string address, bool isRefusing) => _database.WriteAsync(connection => Suppressions.SetRefusing(connection, address.ToLowerInvariant(), isRefusing));

    public async Task ClearAsync()
    {
        await _database.WriteAsync(MailStore.Clear);
        _copies.Clear();
    }

    private static IncomingMail Compose(MailRequest message, Guid operationId, DateTimeOffset now)
    {
        using var mime = MailComposer.Compose(message, operationId, now);
        var recipients = mime.To.Mailboxes.Concat(mime.Cc.Mailboxes).Concat(mime.Bcc.Mailboxes);
        return new IncomingMail(
            operationId.ToString(),
            message.SenderAddress,
            message.Subject,
            [.. recipients.Select(one => one.Address.ToLowerInvariant()).Distinct()],
            MailComposer.Write(mime));
    }

    private async Task<(RequestFailedException? Refusal, OutboxMail? Taken)> TakeAsync(IncomingMail incoming, string fingerprint, DateTimeOffset now)
    {
        try
        {
            return await _database.WriteAsync(connection => Take(connection, incoming, fingerprint, now));
        }
        catch (StorageException)
        {
            return (EmailResponses.Refusal(503, EmailProblem.Unavailable, StorageException.RetryAfter), null);
        }
    }

    private (RequestFailedException? Refusal, OutboxMail? Taken) Take(
        EmulatorConnection connection,
        IncomingMail incoming,
        string fingerprint,
        DateTimeOffset now)
    {
        if (MailStore.FindOperation(connection, incoming.OperationId) is { } earlier)
            return (Repeated(earlier, fingerprint, now), null);

        var deliveries = incoming.Recipients.Select(address => _suppressions.Deliver(connection, address, now)).ToList();
        if (_reports.IsOn)
        {
            foreach (var failed in deliveries.Where(delivery => delivery.Status != MailDelivery.Delivered))
                ReportStore.Insert(connection, new DeliveryReport(Guid.NewGuid().ToString(), incoming.OperationId, incoming.From, failed.Address, failed.Status, now));
        }

        var isDropped = deliveries.All(delivery => delivery.Status == MailDelivery.Suppressed);
        MailStore.Insert(connection, new MailOperation(
            incoming.OperationId,
            now,
            fingerprint,
            isDropped ? MailOperation.Failed : MailOperation.Succeeded,
            isDropped ? EmailProblem.AllSuppressed : null));
        var mail = incoming.ToOutbox(now, deliveries);
        var relayTo = deliveries.Where(delivery => delivery.Status == MailDelivery.Delivered).Select(delivery => delivery.Address).ToList();
        var number = MailStore.Insert(connection, mail, _relay is null || relayTo.Count == 0 ? null : string.Join('\n', relayTo), incoming.Eml);
        return (null, mail with { Number = number });
    }

    /// <summary>Returns null if the same mail was repeated in time, so that its result is returned again.</summary>
    private static RequestFailedException? Repeated(MailOperation earlier, string fingerprint, DateTimeOffset now)
    {
        if (earlier.Fingerprint != fingerprint)
            return EmailResponses.Refusal(400, EmailProblem.OtherBody);
        return now - earlier.FirstAt > Repeatable ? EmailResponses.Refusal(412, EmailProblem.TooLate) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Mail {OperationId} stored in the outbox: {Status}")]
        public static partial void Stored(ILogger logger, string operationId, string status);
    }
}
