using System.Net;
using AccessReview.Emulator.Tables;

namespace AccessReview.Emulator.Host;

/// <summary>Where the Table service listens. Settings that ask for "the local emulator" get its address.</summary>
internal sealed class TablesAddress : IWorkerSettings
{
    private const string Setting = "Emulator:TablesUrl";

    public TablesAddress(EmulatorOptions options)
    {
        var asked = ListenAddress.Parse(options.TablesUrl, Setting);
        asked.RequireLoopback(allowRemote: false);
        Options = asked.Uri.Port == 0 ? Held(asked) : new TablesOptions(asked.Uri);
    }

    /// <summary>A port that may be any is taken here and held, because it is named to the worker before anybody calls it.</summary>
    public TablesOptions Options { get; }

    public Uri Account => new(Options.Url, DevelopmentAccount.Name);

    /// <exception cref="EmulatorRefusedException">Another program has its port.</exception>
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

    private static TablesOptions Held(ListenAddress asked)
    {
        // The table service owns it from its start on.
#pragma warning disable CA2000
        var held = asked.HoldFreePort();
#pragma warning restore CA2000
        return new TablesOptions(asked.At(((IPEndPoint)held.LocalEndPoint!).Port).Uri) { Held = held }; // It is bound.
    }
}
