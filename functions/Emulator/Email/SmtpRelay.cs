using System.Net.Sockets;
using AccessReview.Emulator.Email.Reports;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Storage;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Email;

/// <summary>
/// Relays mails to an SMTP server and retries each until it is accepted. A row is marked only after the server accepted the mail,
/// so after a crash a mail is sent twice rather than never.
/// </summary>
internal sealed partial class SmtpRelay(EmulatorDatabase database, TimeProvider clock, SmtpOptions options, ReportSender reports, FaultLog faults, ILogger logger) : IDisposable
{
    private readonly SmtpServer _server = new(options);

    // A new mail does not end a pause, because the server is still unavailable.
    private readonly RetryLoop _loop = new(new Backoff { First = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromMinutes(15) });

    public void Start() => _loop.Start(SendAllAsync);

    public void Wake() => _loop.Wake();

    public Task StopAsync(CancellationToken cancellationToken) => _loop.StopAsync(cancellationToken);

    public void Dispose()
    {
        _server.Dispose();
        _loop.Dispose();
    }

    /// <summary>Returns false if some are left. A mail that the server refuses does not block the others.</summary>
    private async Task<bool> SendAllAsync(CancellationToken stopping)
    {
        var isDone = true;
        try
        {
            foreach (var (number, to) in database.Read(MailStore.ToRelay))
                isDone &= await SendAsync(number, to, stopping);
        }
        // The server or the disk is unavailable, so the other mails would fail too. The relay must survive any exception.
#pragma warning disable CA1031
        catch (Exception error) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            isDone = false;
            if (error is not StorageException && faults.IsDue(nameof(SmtpRelay), error, out var leftOut))
                Log.NotReached(logger, leftOut, error);
        }

        try
        {
            await _server.LeaveAsync(stopping);
        }
        catch (Exception error) when (error is CommandException or ProtocolException or SocketException or IOException)
        {
            Log.QuitFailed(logger, error);
        }

        return isDone;
    }

    private async Task<bool> SendAsync(long number, string[] to, CancellationToken stopping)
    {
        try
        {
            await _server.SendAsync(database.Read(connection => MailStore.Eml(connection, number)), to, stopping);
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
