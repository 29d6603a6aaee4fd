using AccessReview.Emulator.Host;

namespace AccessReview.Emulator.Email;

/// <summary>Settings that refer to the emulator's mail service get the address of this host.</summary>
internal sealed class EmailSettings(EmailEndpoint endpoint) : IWorkerSettings
{
    private const string Placeholder = "http://emulator/";

    public void Amend(IDictionary<string, string?> settings)
    {
        foreach (var (name, value) in settings.Where(setting => setting.Value?.Contains(Placeholder, StringComparison.OrdinalIgnoreCase) == true).ToList())
            settings[name] = value?.Replace(Placeholder, endpoint.Address.ToString(), StringComparison.OrdinalIgnoreCase);
    }
}
