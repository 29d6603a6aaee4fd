using System.Net;
using AccessReview.Emulator.Tables;
using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>
/// Settings that ask for "the local emulator" get this emulator's own addresses, and those of the site that nobody sets are
/// where it really listens. Reads through to the other sources, so it sees their latest values; stays the last source, so
/// that nothing passes it by.
/// </summary>
internal sealed class DevelopmentSettings : IConfigurationSource
{
    private const string DataPath = $"{EmulatorOptions.Section}:{nameof(EmulatorOptions.DataPath)}";

    private static readonly string[] SiteKeys = ["Site:BaseUrl", "Site:OutboxUrl"];

    private readonly Lazy<TablesOptions> _tables;
    private readonly IConfiguration _configuration;

    public DevelopmentSettings(IConfiguration configuration)
    {
        _configuration = configuration;
        _tables = new Lazy<TablesOptions>(ChooseTables);
        App = new AppAddresses(configuration);
    }

    /// <summary>Where the functions listen.</summary>
    public AppAddresses App { get; }

    /// <summary>Several emulators may live in one process, each a namespace of its own.</summary>
    public string Namespace { get; } = $"emulator-{Guid.NewGuid():N}";

    /// <summary>Where the Table service listens. Port 0 is decided here, because settings are read before it starts.</summary>
    public TablesOptions Tables => _tables.Value;

    public Uri TableEndpoint => new(Tables.Url, DevelopmentAccount);

    private const string DevelopmentAccount = "devstoreaccount1";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(this, (IConfigurationRoot)builder);

    private TablesOptions ChooseTables()
    {
        var options = EmulatorServices.Options(_configuration);
        var asked = ListenAddress.Parse(options.TablesUrl, "Emulator:TablesUrl");
        asked.RequireLoopback(allowRemote: false);
        if (asked.Uri.Port != 0)
            return new TablesOptions(asked.Uri);
        // The table service owns it from its start on.
#pragma warning disable CA2000
        var held = asked.HoldFreePort();
#pragma warning restore CA2000
        return new TablesOptions(asked.At(((IPEndPoint)held.LocalEndPoint!).Port).Uri) { Held = held };
    }

    /// <summary>What is so where no other source says anything.</summary>
    private string? Supply(string key) => key.ToUpperInvariant() switch
    {
        "SITE:BASEURL" => App.Site.GetLeftPart(UriPartial.Authority),
        "SITE:OUTBOXURL" => new Uri(App.Site, Email.Outbox.OutboxEndpoints.Path).ToString(),
        // Other settings may name folders in it.
        "EMULATOR:DATAPATH" => Path.GetFullPath(new EmulatorOptions().DataPath),
        _ => null,
    };

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

    private sealed class Provider : ConfigurationProvider
    {
        private readonly DevelopmentSettings _owner;
        private readonly IConfigurationRoot _root;

        public Provider(DevelopmentSettings owner, IConfigurationRoot root)
        {
            (_owner, _root) = (owner, root);
            // A section that nobody else says anything about has these all the same.
            foreach (var key in SiteKeys.Append(DataPath))
                Data[key] = null;
        }

        public override bool TryGet(string key, out string? value)
        {
            value = null;
            foreach (var provider in _root.Providers.Reverse())
            {
                if (provider == this || !provider.TryGet(key, out var original))
                    continue;
                value = original is null ? null : _owner.Rewrite(original);
                return value is not null;
            }

            value = _owner.Supply(key);
            return value is not null;
        }
    }
}
