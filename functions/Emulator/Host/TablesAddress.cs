using System.Net;
using AccessReview.Emulator.Tables;

namespace AccessReview.Emulator.Host;

/// <summary>The address of the Table service. Settings that refer to the local emulator get it.</summary>
internal sealed class TablesAddress : IWorkerSettings
{
    private const string Setting = "Emulator:TablesUrl";

    public TablesAddress(EmulatorOptions options)
    {
        var wanted = ListenAddress.Parse(options.TablesUrl, Setting);
        wanted.RequireLoopback(allowRemote: false);
        Options = wanted.Uri.Port == 0 ? Held(wanted) : new TablesOptions(wanted.Uri);
    }

    /// <summary>A free port is bound here, because the worker needs its number before the service starts.</summary>
    public TablesOptions Options { get; }

    public Uri Account => new(Options.Url, DevelopmentAccount.Name);

    /// <exception cref="EmulatorRefusedException">Another program uses its port.</exception>
    public void RequireFree()
    {
        if (Options.Held is null)
            new ListenAddress(Options.Url).RequireFree(Setting);
    }

    public void Amend(IDictionary<string, string?> settings)
    {
        foreach (var (name, _) in settings.Where(setting => IsOurs(setting.Value)).ToList())
            settings[name] = $"DefaultEndpointsProtocol=http;AccountName={DevelopmentAccount.Name};AccountKey={DevelopmentAccount.Key};TableEndpoint={Account};";
    }

    private static bool IsOurs(string? value) =>
        value?.Trim().TrimEnd(';').Equals("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase) == true;

    private static TablesOptions Held(ListenAddress wanted)
    {
        // The Table service owns it after it starts.
#pragma warning disable CA2000
        var held = wanted.HoldFreePort();
#pragma warning restore CA2000
        return new TablesOptions(wanted.At(((IPEndPoint)held.LocalEndPoint!).Port).Uri) { Held = held }; // It is bound.
    }
}
