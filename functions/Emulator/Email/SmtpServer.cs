using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace AccessReview.Emulator.Email;

/// <summary>A connection to the SMTP server, kept open while there are mails.</summary>
internal sealed class SmtpServer(SmtpOptions options) : IDisposable
{
    private const int ImplicitTlsPort = 465;

    private readonly SmtpClient _client = new();

    private SecureSocketOptions Security => options switch
    {
        { Port: ImplicitTlsPort } => SecureSocketOptions.SslOnConnect,
        { RequireTls: true } => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.StartTlsWhenAvailable,
    };

    public async Task SendAsync(byte[] eml, IReadOnlyList<string> to, CancellationToken cancellationToken)
    {
        if (!_client.IsConnected)
        {
            await _client.ConnectAsync(options.Host, options.Port, Security, cancellationToken);
            if (options.User is not null)
                await _client.AuthenticateAsync(options.User, options.Password ?? string.Empty, cancellationToken);
        }

        using var stream = new MemoryStream(eml);
        using var mime = await MimeMessage.LoadAsync(stream, cancellationToken);
        await _client.SendAsync(mime, mime.From.Mailboxes.First(), to.Select(address => new MailboxAddress(null, address)), cancellationToken);
    }

    public Task LeaveAsync(CancellationToken cancellationToken) =>
        _client.IsConnected ? _client.DisconnectAsync(quit: true, cancellationToken) : Task.CompletedTask;

    public void Dispose() => _client.Dispose();
}
