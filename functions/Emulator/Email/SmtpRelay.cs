using System.Net.Sockets;
using AccessReview.Emulator.Storage;
using MailKit;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Email;

/// <summary>
/// Carries mail to an SMTP server, over and over until each is taken: a row is marked only after the server said yes, so a
/// crash in between sends it twice rather than never. Waits in real time, as the server lives there.
/// </summary>
internal sealed partial class SmtpRelay(EmulatorDatabase database, SmtpOptions options, ILogger logger) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _more = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly SmtpServer _server = new(options);
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Run(RunAsync);

    public void Wake() => _more.Release();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _server.Dispose();
        _stopping.Dispose();
        _more.Dispose();
    }

    private async Task RunAsync()
    {
        var failures = 0;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                failures = await CarryAllAsync() ? 0 : failures + 1;
                var wait = failures == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures), LongestWait.TotalSeconds));
                await _more.WaitAsync(wait, _stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>False: some are left. One that the server refuses does not hold up the others.</summary>
    private async Task<bool> CarryAllAsync()
    {
        var isDone = true;
        foreach (var (number, to) in database.Read(MailStore.ToRelay))
        {
            try
            {
                await _server.SendAsync(database.Read(connection => MailStore.Eml(connection, number)), to, _stopping.Token);
                await database.WriteAsync(connection => MailStore.Relayed(connection, number));
            }
            catch (Exception error) when (error is CommandException or ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException
                or MailKit.Security.AuthenticationException or MailKit.Security.SslHandshakeException or SocketException or IOException)
            {
                isDone = false;
                Log.NotTaken(logger, number, error);
                // Without a connection the others fail alike.
                if (error is not CommandException)
                    break;
            }
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The SMTP server did not take mail number {Number}; it is tried again")]
        public static partial void NotTaken(ILogger logger, long number, Exception error);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The SMTP server did not say goodbye")]
        public static partial void LeftBadly(ILogger logger, Exception error);
    }
}
