using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace AccessReview.Emulator.Tests.Email;

/// <summary>An SMTP server that first refuses a given number of mails for now and then accepts them. Others it always refuses.</summary>
internal sealed class SmtpDouble : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string> _taken = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;
    private int _refusals;

    public SmtpDouble(int refusals = 0)
    {
        _refusals = refusals;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The address whose mailbox does not exist.</summary>
    public string? UnknownRecipient { get; init; }

    /// <summary>A text in mails that are refused.</summary>
    public string? RefusedText { get; init; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The recipients and the text of the next accepted mail.</summary>
    public ValueTask<string> NextAsync() => _taken.Reader.ReadAsync(_stopping.Token);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                await using var stream = client.GetStream();
                await TalkAsync(stream);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            _taken.Writer.TryComplete();
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        var recipients = string.Empty;
        await writer.WriteLineAsync("220 ready");
        while (await reader.ReadLineAsync(_stopping.Token) is { } line)
        {
            switch (line[..4].ToUpperInvariant())
            {
                case "MAIL" when Interlocked.Decrement(ref _refusals) >= 0:
                    await writer.WriteLineAsync("451 later");
                    break;
                case "RCPT" when UnknownRecipient is { } unknown && line.Contains(unknown, StringComparison.OrdinalIgnoreCase):
                    await writer.WriteLineAsync("550 no such mailbox");
                    break;
                case "RCPT":
                    recipients += line;
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var mail = await ReadMailAsync(reader);
                    var isRefused = RefusedText is { } refused && mail.Contains(refused, StringComparison.Ordinal);
                    if (!isRefused)
                        _taken.Writer.TryWrite(recipients + mail);
                    recipients = string.Empty;
                    await writer.WriteLineAsync(isRefused ? "554 refused" : "250 ok");
                    break;
                case "RSET":
                    recipients = string.Empty;
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private async Task<string> ReadMailAsync(StreamReader reader)
    {
        var mail = string.Empty;
        while (await reader.ReadLineAsync(_stopping.Token) is { } line && line != ".")
            mail += line + "\n";
        return mail;
    }
}
