using System.Net.Sockets;
using System.Threading.Channels;
using AccessReview.Emulator.Email.Reports;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Storage;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Email;

/// <summary>
/// Relays mails to an SMTP server and retries each until it is accepted. A row is marked only after the server accepted the mail,
/// so after a crash a mail is sent twice rather than never. It waits in real time, because the server does not use the emulator's clock.
/// </summary>
internal sealed partial class SmtpRelay(EmulatorDatabase database, TimeProvider clock, SmtpOptions options, ReportSender reports, FaultLog faults, ILogger logger) : IDisposable
{
    // One pending signal is enough, however many mails arrive.
    private readonly Channel<bool> _more = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Backoff _backoff = new() { First = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromMinutes(15) };
    private readonly CancellationTokenSource _stopping = new();
    private readonly SmtpServer _server = new(options);
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Run(RunAsync);

    public void Wake() => _more.Writer.TryWrite(true);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _server.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                if (await SendAllAsync())
                {
                    _backoff.Reset();
                    await _more.Reader.ReadAsync(_stopping.Token);
                }
                else
                {
                    // A new mail waits too, because the server is still unavailable.
                    await Task.Delay(_backoff.Next(), _stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped; the remaining mails are relayed after the next start.
        }
    }

    /// <summary>Returns false if some are left. A mail that the server refuses does not block the others.</summary>
    private async Task<bool> SendAllAsync()
    {
        var isDone = true;
        try
        {
            foreach (var (number, to) in database.Read(MailStore.ToRelay))
                isDone &= await SendAsync(number, to);
        }
        // The server or the disk is unavailable, so the other mails would fail too. The relay must survive any exception.
#pragma warning disable CA1031
        catch (Exception error) when (!_stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            isDone = false;
            if (error is not StorageException && faults.IsDue(nameof(SmtpRelay), error, out var leftOut))
                Log.NotReached(logger, leftOut, error);
        }

        try
        {
            await _server.LeaveAsync(_stopping.Token);
        }
        catch (Exception error) when (error is CommandException or ProtocolException or SocketException or IOException)
        {
            Log.QuitFailed(logger, error);
        }

        return isDone;
    }

    private async Task<bool> SendAsync(long number, string[] to)
    {
        try
        {
            await _server.SendAsync(database.Read(connection => MailStore.Eml(connection, number)), to, _stopping.Token);
        }
        // A permanent refusal (RFC 5321, section 4.2.1) of a recipient or of the mail: another try would end in the same way.
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= 500 && refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted)
        {
            Log.Refused(logger, number, (int)refused.StatusCode);
            return await BounceAsync(number, to, refused is { ErrorCode: SmtpErrorCode.RecipientNotAccepted, Mailbox: { } mailbox } ? [mailbox.Address.ToLowerInvariant()] : to);
        }
        // The server refuses this mail for now, or the mail is unreadable.
        catch (Exception error) when (error is CommandException or FormatException or ArgumentException or InvalidOperationException and not ServiceNotConnectedException and not ServiceNotAuthenticatedException)
        {
            if (faults.IsDue(nameof(SendAsync), error, out var leftOut))
                Log.NotAccepted(logger, number, leftOut, error);
            return false;
        }

        await database.WriteAsync(connection => MailStore.Relayed(connection, number));
        return true;
    }

    /// <summary>Returns false if other recipients are left.</summary>
    private async Task<bool> BounceAsync(long number, string[] to, string[] refused)
    {
        string[] left = [.. to.Except(refused, StringComparer.OrdinalIgnoreCase)];
        await database.WriteAsync(connection =>
        {
            MailStore.Bounced(connection, number, left);
            if (!reports.IsOn || MailStore.Find(connection, number) is not { } mail)
                return;
            foreach (var address in refused)
                ReportStore.Insert(connection, new DeliveryReport(Guid.NewGuid().ToString(), mail.OperationId, mail.From, address, MailDelivery.Bounced, clock.GetUtcNow()));
        });
        if (reports.IsOn)
            reports.Wake();
        return left.Length == 0;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The SMTP server refused mail number {Number} with status {Status}; it will not be retried")]
        public static partial void Refused(ILogger logger, long number, int status);

        [LoggerMessage(LogLevel.Warning, "The SMTP server did not accept mail number {Number}, which will be retried ({LeftOut} more failures since this was last logged)")]
        public static partial void NotAccepted(ILogger logger, long number, int leftOut, Exception error);

        [LoggerMessage(LogLevel.Warning, "The SMTP server could not be reached; next attempt in a while ({LeftOut} more failures since this was last logged)")]
        public static partial void NotReached(ILogger logger, int leftOut, Exception error);

        [LoggerMessage(LogLevel.Debug, "The SMTP server closed the connection without an answer to QUIT")]
        public static partial void QuitFailed(ILogger logger, Exception error);
    }
}
