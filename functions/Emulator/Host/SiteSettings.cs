namespace AccessReview.Emulator.Host;

/// <summary>Settings about the environment of the app: the host's name, in the setting that Azure and Core Tools use, and the data folder.</summary>
internal sealed class SiteSettings(HostAddresses addresses, DataFolder data) : IWorkerSettings
{
    private const string HostName = "WEBSITE_HOSTNAME";

    public void Amend(IDictionary<string, string?> settings)
    {
        settings[HostName] = addresses.Front.Authority;
        // Other settings can name folders in it.
        settings[$"{EmulatorOptions.Section}:{nameof(EmulatorOptions.DataPath)}"] = data.Location;
    }
}
