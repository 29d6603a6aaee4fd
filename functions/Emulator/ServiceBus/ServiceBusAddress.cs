using System.Globalization;
using System.Text.RegularExpressions;
using AccessReview.Emulator.Host;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>
/// Settings that refer to the local emulator without a port, or with its default port, get the port of this host.
/// Microsoft's client accepts any port with <c>UseDevelopmentEmulator=true</c>.
/// </summary>
internal sealed partial class ServiceBusAddress(BusEndpoint endpoint) : IWorkerSettings
{
    public const string Example = "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";

    public static bool IsOurs(string? connection) => connection is not null && Local().IsMatch(connection);

    public void Amend(IDictionary<string, string?> settings)
    {
        foreach (var (name, value) in settings.Where(setting => IsOurs(setting.Value)).ToList())
            settings[name] = Endpoint().Replace(value!, $"${{scheme}}localhost:{endpoint.Port.ToString(CultureInfo.InvariantCulture)}"); // The settings that refer to the emulator are not null.
    }

    [GeneratedRegex("^(?=.*UseDevelopmentEmulator=true)(?=.*Endpoint=sb://(localhost|127\\.0\\.0\\.1)[;:/])", RegexOptions.IgnoreCase)]
    private static partial Regex Local();

    [GeneratedRegex("(?<scheme>Endpoint=sb://)[^;/]+", RegexOptions.IgnoreCase)]
    private static partial Regex Endpoint();
}
