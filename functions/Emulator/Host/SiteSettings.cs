namespace AccessReview.Emulator.Host;

/// <summary>What every app is told of the place where it runs: its host name, as Azure and Core Tools tell it, and the data folder.</summary>
internal sealed class SiteSettings(HostAddresses addresses, DataFolder data) : IWorkerSettings
{
    private const string HostName = "WEBSITE_HOSTNAME";

    public void Amend(IDictionary<string, string?> settings)
    {
        settings[HostName] = addresses.Front.Authority;
        // Other settings may name folders in it.
        settings[$"{EmulatorOptions.Section}:{nameof(EmulatorOptions.DataPath)}"] = data.Location;
    }
}
