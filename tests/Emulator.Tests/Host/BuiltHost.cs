using AccessReview.Emulator.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>A host that is built but not started, on its own folder, for checks before a worker is needed.</summary>
internal sealed class BuiltHost : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("built-");
    private readonly Dictionary<string, string?> _settings;
    private FunctionsHostApp? _app;

    public BuiltHost(params (string Name, string Value)[] settings)
    {
        _settings = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Emulator:Urls"] = "http://127.0.0.1:0",
            ["Emulator:TablesUrl"] = "http://127.0.0.1:0",
            ["Emulator:ServiceBusPort"] = "0",
            ["Emulator:DataPath"] = DataPath,
        };
        foreach (var (name, value) in settings)
            _settings[name] = value;
    }

    /// <summary>The app's folder: host.json and local.settings.json belong here.</summary>
    public string Folder => _folder.FullName;

    public string DataPath => Path.Combine(Folder, "data");

    /// <summary>Builds it.</summary>
    /// <exception cref="EmulatorRefusedException">The host refuses to start.</exception>
    public IServiceProvider Services => (_app ??= FunctionsHostApp.Build(
        new FunctionsHostOptions { AppAssembly = Path.Combine(Folder, "App.dll"), Settings = _settings },
        services => services.RemoveAll<ILoggerProvider>())).Services;

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>The message of the refusal.</summary>
    public string Refusal() => Xunit.Assert.Throws<EmulatorRefusedException>(() => Services).Message;

    /// <summary>Releases the folder; a new host is built on it when its services are used.</summary>
    public async Task EndAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _folder.Delete(recursive: true);
    }
}
