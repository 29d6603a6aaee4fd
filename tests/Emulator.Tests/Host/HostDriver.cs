using AccessReview.Emulator.Host;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>A function app in this process, with the functions of the given classes and a clock that stands.</summary>
internal sealed class HostDriver : IAsyncDisposable
{
    /// <summary>A Monday.</summary>
    public static DateTimeOffset Monday { get; } = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly List<Type> _functions = [];
    private readonly List<string> _settings = [];
    private IHost? _host;
    private HttpClient? _http;

    public string Folder { get; private init; } = Directory.CreateTempSubdirectory("emulator-host-").FullName;

    public Action<FunctionsApplicationBuilder> Configure { get; init; } = builder => builder.ConfigureFunctionsWebApplication();

    public HttpClient Http => _http ?? throw new InvalidOperationException("The host has not been started.");

    public IServiceProvider Services => _host?.Services ?? throw new InvalidOperationException("The host has not been built.");

    public EmulatorHandle Emulator => Services.GetRequiredService<EmulatorHandle>();

    public Journal Journal { get; } = new();

    public HostDriver With<TFunctions>()
    {
        _functions.Add(typeof(TFunctions));
        return this;
    }

    public HostDriver Setting(string name, string value)
    {
        _settings.Add($"--{name}={value}");
        return this;
    }

    public HostDriver HostJson(string text)
    {
        File.WriteAllText(Path.Combine(Folder, "host.json"), text);
        return this;
    }

    public IHost Build()
    {
        var builder = FunctionsApplication.CreateBuilder(
        [
            $"--AzureWebJobsScriptRoot={Folder}",
            $"--Emulator:DataPath={Path.Combine(Folder, "data")}",
            "--Emulator:Urls=http://127.0.0.1:0",
            "--Emulator:TablesUrl=http://127.0.0.1:0",
            $"--Emulator:FreezeClockAt={Monday:O}",
            .. _settings,
        ]);
        builder.Logging.ClearProviders().AddProvider(Journal);
        builder.Services.AddSingleton(new FunctionSource(_functions));
        builder.Services.AddSingleton(Journal);
        Configure(builder);
        return builder.Build();
    }

    public async Task<HostDriver> StartAsync()
    {
        _host = Build();
        await _host.StartAsync();
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Emulator.Address };
        return this;
    }

    /// <summary>Stops the host; another may be started over the same folder.</summary>
    public async Task StopAsync()
    {
        _http?.Dispose();
        if (_host is null)
            return;
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _host = null;
    }

    public async Task AdvanceAsync(TimeSpan by)
    {
        await Emulator.Clock.AdvanceAsync(by);
        await Emulator.WhenIdleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
