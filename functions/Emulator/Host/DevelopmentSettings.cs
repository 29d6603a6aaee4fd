using System.Net;
using AccessReview.Emulator.Tables;
using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>
/// Settings that ask for "the local emulator" get this emulator's own addresses. Reads through to the other sources, so
/// it sees their latest values; stays the last source, so that nothing passes it by.
/// </summary>
internal sealed class DevelopmentSettings : IConfigurationSource
{
    private readonly Lazy<TablesOptions> _tables;
    private readonly IConfiguration _configuration;

    public DevelopmentSettings(IConfiguration configuration)
    {
        _configuration = configuration;
        _tables = new Lazy<TablesOptions>(ChooseTables);
    }

    /// <summary>Several emulators may live in one process, each a namespace of its own.</summary>
    public string Namespace { get; } = $"emulator-{Guid.NewGuid():N}";

    /// <summary>Where the Table service listens. Port 0 is decided here, because settings are read before it starts.</summary>
    public TablesOptions Tables => _tables.Value;

    public Uri TableEndpoint => new(Tables.Url, DevelopmentAccount);

    private const string DevelopmentAccount = "devstoreaccount1";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(this, (IConfigurationRoot)builder);

    private TablesOptions ChooseTables()
    {
        var options = _configuration.GetSection(EmulatorOptions.Section).Get<EmulatorOptions>() ?? new EmulatorOptions();
        var asked = ListenAddress.Parse(options.TablesUrl, "Emulator:TablesUrl");
        ListenAddress.RequireLoopback(asked, allowRemote: false);
        if (asked.Port != 0)
            return new TablesOptions(asked);
        // The table service owns it from its start on.
#pragma warning disable CA2000
        var held = ListenAddress.HoldFreePort(asked);
#pragma warning restore CA2000
        return new TablesOptions(new UriBuilder(asked) { Port = ((IPEndPoint)held.LocalEndPoint!).Port }.Uri) { Held = held };
    }

    private string? Rewrite(string value)
    {
        if (value.Trim().TrimEnd(';').Equals("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase))
            return $"DefaultEndpointsProtocol=http;AccountName={DevelopmentAccount};AccountKey={DevelopmentKey};TableEndpoint={TableEndpoint};";
        if (value.Contains("UseDevelopmentEmulator=true", StringComparison.OrdinalIgnoreCase))
            return $"Endpoint=sb://{Namespace};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";
        // E-mail: a connection string, or the bare endpoint that goes with a managed identity.
        if (value.StartsWith("endpoint=http://emulator", StringComparison.OrdinalIgnoreCase) || value is "http://emulator" or "http://emulator/")
            return value.Replace("http://emulator", $"http://{Namespace}", StringComparison.OrdinalIgnoreCase);
        return null;
    }

    // Public by design: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite#well-known-storage-account-and-key
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private sealed class Provider(DevelopmentSettings owner, IConfigurationRoot root) : ConfigurationProvider
    {
        public override bool TryGet(string key, out string? value)
        {
            value = null;
            foreach (var provider in root.Providers.Reverse())
            {
                if (provider == this || !provider.TryGet(key, out var original))
                    continue;
                value = original is null ? null : owner.Rewrite(original);
                break;
            }

            return value is not null;
        }
    }
}
