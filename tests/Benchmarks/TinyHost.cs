using AccessReview.Emulator.Host;

namespace AccessReview.Benchmarks;

/// <summary>The host with the tiny app as its worker in a separate process, as in production. All ports are free ones.</summary>
internal static class TinyHost
{
    public static async Task<FunctionsHostApp> StartAsync(string folder, params (string Name, string Value)[] settings)
    {
        // This program is in bin/<configuration>/net10.0.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var app = Path.Combine(AppContext.BaseDirectory, "../../../../TinyApp/bin", configuration, "net10.0/AccessReview.TinyApp.dll");
        var given = new Dictionary<string, string?>
        {
            ["Emulator:Urls"] = "http://127.0.0.1:0",
            ["Emulator:TablesUrl"] = "http://127.0.0.1:0",
            ["Emulator:ServiceBusPort"] = "0",
            ["Emulator:DataPath"] = folder,
            ["AzureFunctionsJobHost:logging:logLevel:default"] = "Warning",
        };
        foreach (var (name, value) in settings)
            given[name] = value;
        var host = FunctionsHostApp.Build(new FunctionsHostOptions { AppAssembly = Path.GetFullPath(app), Settings = given });
        await host.StartAsync();
        return host;
    }
}
