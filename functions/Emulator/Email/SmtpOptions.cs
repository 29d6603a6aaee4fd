namespace AccessReview.Emulator.Email;

/// <summary>The SMTP server that mails are relayed to: configuration section <c>Emulator:Smtp</c>.</summary>
internal sealed record SmtpOptions
{
    public string Host { get; init; } = string.Empty;

    public int Port { get; init; } = 587;

    /// <summary>Requires TLS. Use false only for a server on this machine.</summary>
    public bool RequireTls { get; init; } = true;

    public string? User { get; init; }

    public string? Password { get; init; }
}
