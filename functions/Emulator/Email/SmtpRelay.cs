using System.Net.Sockets;
using System.Threading.Channels;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Storage;
using MailKit;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Email;

/// <summary>
/// Carries mail to an SMTP server, over and over until each is taken: a row is marked only after the server said yes, so a
/// crash in between sends it twice rather than never. Waits in real time, as the server lives there.
/// </summary>
internal sealed partial class SmtpRelay(EmulatorDatabase database, SmtpOptions options, FaultLog faults, ILogger logger) : IDisposable
{
    // However many mails come, one look finds them all.
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
                if (await CarryAllAsync())
                {
                    _backoff.Reset();
                    await _more.Reader.ReadAsync(_stopping.Token);
                }
                else
                {
                    // A mail that comes meanwhile waits as well: the server is no better for it.
                    await Task.Delay(_backoff.Next(), _stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped; what is left is carried after the next start.
        }
    }

    /// <summary>False: some are left. One that the server refuses does not hold up the others.</summary>
    private async Task<bool> CarryAllAsync()
    {
        var isDone = true;
        try
        {
            foreach (var (number, to) in database.Read(MailStore.ToRelay))
                isDone &= await CarryAsync(number, to);
        }
        // The server or the disk is not there: the others fail alike. Whatever it is, the relay outlives it.
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
            Log.LeftBadly(logger, error);
        }

        return isDone;
    }

    private async Task<bool> CarryAsync(long number, string[] to)
    {
        try
        {
            await _server.SendAsync(database.Read(connection => MailStore.Eml(connection, number)), to, _stopping.Token);
        }
        // The server will have none of this mail, or it cannot be read.
        catch (Exception error) when (error is CommandException or FormatException or ArgumentException or InvalidOperationException and not ServiceNotConnectedException and not ServiceNotAuthenticatedException)
        {
            if (faults.IsDue(nameof(CarryAsync), error, out var leftOut))
                Log.NotTaken(logger, number, leftOut, error);
            return false;
        }

        await database.WriteAsync(connection => MailStore.Relayed(connection, number));
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The SMTP server did not take mail number {Number}; it is tried again ({LeftOut} more failures since this was last logged)")]
        public static partial void NotTaken(ILogger logger, long number, int leftOut, Exception error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The SMTP server could not be used; it is tried again ({LeftOut} more failures since this was last logged)")]
        public static partial void NotReached(ILogger logger, int leftOut, Exception error);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The SMTP server did not say goodbye")]
        public static partial void LeftBadly(ILogger logger, Exception error);
    }
}
