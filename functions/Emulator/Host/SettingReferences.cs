using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>Replaces <c>%Name%</c> in trigger attributes by settings.</summary>
internal sealed partial class SettingReferences(IConfiguration configuration)
{
    public string Resolve(string text, string function) =>
        Reference().Replace(text, match => configuration[match.Groups[1].Value]
            ?? throw new EmulatorRefusedException($"The function {function} names the setting {match.Value}, which has no value; set {match.Groups[1].Value} in local.settings.json or the environment."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
