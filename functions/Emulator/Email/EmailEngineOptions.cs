using AccessReview.Emulator.Email.Reports;
using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Email;

/// <summary>Configuration sections <c>Emulator:Email</c> and <c>Emulator:Smtp</c>.</summary>
internal sealed record EmailEngineOptions
{
    /// <summary>The folder of the .eml files.</summary>
    public string OutboxFolder { get; init; } = string.Empty;

    /// <summary>The quota of mails per minute; 0: no limit.</summary>
    public int PerMinute { get; init; }

    public int PerHour { get; init; }

    /// <summary>Addresses whose server refuses mails.</summary>
    public IReadOnlyList<string> Bounces { get; init; } = [];

    /// <summary>Addresses that the service does not send to.</summary>
    public IReadOnlyList<string> Suppressed { get; init; } = [];

    public SmtpOptions? Smtp { get; init; }

    public ReportOptions Reports { get; init; } = new();

    public static EmailEngineOptions Read(IConfiguration configuration, string dataPath)
    {
        var options = configuration.GetSection("Emulator:Email").Get<EmailEngineOptions>() ?? new EmailEngineOptions();
        var smtp = configuration.GetSection("Emulator:Smtp").Get<SmtpOptions>();
        return options with
        {
            OutboxFolder = Path.Combine(dataPath, "outbox"),
            Smtp = string.IsNullOrWhiteSpace(smtp?.Host) ? null : smtp,
        };
    }
}
