using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Storage;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Email;

/// <summary>Keeps the outbox folder equal to the rows. If a file cannot be written, the mail still succeeds and the file is written later.</summary>
internal sealed partial class OutboxCopies(EmulatorDatabase database, EmulatorClock clock, OutboxFolder folder, FaultLog faults, ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Backoff _backoff = new();
    private ITimer? _repair;
    private bool _isStopped;

    /// <summary>Call before the first mail.</summary>
    public void Start() => Try(() =>
    {
        folder.DeleteHalves();
        folder.KeepOnly(Names);
        WriteMissing();
    });

    public void Add(OutboxMail mail, byte[] eml) => Try(() => folder.Write(mail, eml));

    /// <summary>Deletes the files of deleted mails.</summary>
    public void Clear() => Try(() => folder.KeepOnly(Names));

    public void Dispose()
    {
        lock (_gate)
        {
            _isStopped = true;
            _repair?.Dispose();
        }
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StorageException)
        {
            if (fault is not StorageException && faults.IsDue(nameof(OutboxCopies), fault, out var leftOut))
                Log.NotWritten(logger, fault.Message, leftOut);
            RepairLater();
        }
    }

    private void RepairLater()
    {
        lock (_gate)
        {
            if (_repair is null && !_isStopped)
                _repair = clock.CreateTimer(_ => Repair(), null, _backoff.Next(), Timeout.InfiniteTimeSpan);
        }
    }

    private void Repair()
    {
        lock (_gate)
        {
            _repair?.Dispose();
            _repair = null;
        }

        Try(() =>
        {
            folder.KeepOnly(Names);
            WriteMissing();
            lock (_gate)
                _backoff.Reset();
        });
    }

    private void WriteMissing()
    {
        foreach (var (mail, length) in database.Read(MailStore.Lengths))
        {
            if (!folder.Holds(mail, length) && database.Read(connection => MailStore.Eml(connection, mail.Number)) is { Length: > 0 } eml)
                folder.Write(mail, eml);
        }
    }

    private IEnumerable<string> Names() => database.Read(MailStore.Lengths).Select(one => one.Mail.FileName);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The outbox folder could not be written and will be retried; no mail was lost: {Why} ({LeftOut} more failures since this was last logged)")]
        public static partial void NotWritten(ILogger logger, string why, int leftOut);
    }
}
