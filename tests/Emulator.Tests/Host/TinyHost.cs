using AccessReview.Emulator.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>A host that runs the tiny app as a child process, with its own data folder.</summary>
internal sealed class TinyHost : IAsyncDisposable
{
    public static readonly string Assembly = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../../../TinyApp/bin", Configuration, "net10.0/AccessReview.TinyApp.dll"));

    private readonly DirectoryInfo _folder;
    private readonly bool _keepsFolder;

    private TinyHost(FunctionsHostApp app, HostLog log, DirectoryInfo folder, bool keepsFolder)
    {
        (App, Log, _folder, _keepsFolder) = (app, log, folder, keepsFolder);
    }

    public FunctionsHostApp App { get; }

    public HostLog Log { get; }

    public string DataPath => _folder.FullName;

    public HttpClient Client => field ??= new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = App.Address };

    private static string Configuration => Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/', '\\')))!; // bin/<configuration>/net10.0.

    /// <param name="settings">Settings of the host and the app; null: none.</param>
    /// <param name="dataPath">The folder of an earlier host, which is kept; null: a new folder, which is deleted at the end.</param>
    public static async Task<TinyHost> StartAsync(
        IEnumerable<KeyValuePair<string, string?>>? settings = null,
        string? dataPath = null,
        Func<FunctionsHostOptions, FunctionsHostOptions>? options = null,
        Action<IServiceCollection>? configure = null)
    {
        var folder = dataPath is null ? Directory.CreateTempSubdirectory("tiny-") : new DirectoryInfo(dataPath);
        var log = new HostLog();
        var given = new Dictionary<string, string?>
        {
            ["Emulator:Urls"] = "http://127.0.0.1:0",
            ["Emulator:DataPath"] = folder.FullName,
            ["Emulator:TablesUrl"] = "http://127.0.0.1:0",
            ["Emulator:ServiceBusPort"] = "0",
            // Each worker that watches its files uses a file watch; the machine allows few, and many tests run concurrently.
            ["DOTNET_hostBuilder:reloadConfigOnChange"] = "false",
            ["ServiceBus"] = "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;",
        };
        foreach (var (name, value) in settings ?? [])
            given[name] = value;
        var asked = new FunctionsHostOptions { AppAssembly = Assembly, Settings = given, RestartPause = TimeSpan.FromMilliseconds(50) };
        var app = FunctionsHostApp.Build(options?.Invoke(asked) ?? asked, services =>
        {
            services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(log);
            configure?.Invoke(services);
        });
        var host = new TinyHost(app, log, folder, dataPath is not null);
        try
        {
            await app.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the host and deletes its folder if it created it.</summary>
    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        if (!_keepsFolder)
            _folder.Delete(recursive: true);
    }
}
