using System.Security.Cryptography;
using AccessReview.Emulator.Host;

namespace AccessReview.Emulator.Email.Reports;

/// <summary>The secret between the emulator and the app's webhook. It changes with each start, unless the app's settings have one.</summary>
internal sealed class ReportKey(EmailEngineOptions options) : IWorkerSettings
{
    public string Value { get; private set; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public void Amend(IDictionary<string, string?> settings)
    {
        if (options.Reports.KeySetting is not { Length: > 0 } name)
            return;
        if (settings.TryGetValue(name, out var given) && !string.IsNullOrEmpty(given))
            Value = given;
        else
            settings[name] = Value;
    }
}
