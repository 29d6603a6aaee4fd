using AccessReview.Emulator.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccessReview.App.Tests.Drivers;

/// <summary>The whole app on the emulator, in this process: real HTTP, real tables, real queue, and a clock that the test moves.</summary>
public sealed class TheApp : IAsyncDisposable
{
    /// <summary>Every test begins at this hour of this Monday.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly IHost _host;
    private readonly bool _ownsData;

    private TheApp(IHost host, string dataPath, bool ownsData)
    {
        _host = host;
        _ownsData = ownsData;
        DataPath = dataPath;
        Emulator = host.Services.GetRequiredService<EmulatorHandle>();
    }

    public EmulatorHandle Emulator { get; }

    public string DataPath { get; }

    public IServiceProvider Services => _host.Services;

    public DateTimeOffset Now => Emulator.Clock.GetUtcNow();

    /// <param name="dataPath">The folder of an earlier app, to go on where that one stopped; null: an empty one of its own.</param>
    /// <param name="settings">As on a command line: <c>Name=value</c>.</param>
    public static async Task<TheApp> StartAsync(string? dataPath = null, params string[] settings)
    {
        var folder = dataPath ?? Path.Combine(Path.GetTempPath(), "access-review-tests", Guid.NewGuid().ToString("N"));
        string[] arguments =
        [
            "--urls=http://127.0.0.1:0",
            $"--Emulator:DataPath={folder}",
            "--Emulator:TablesUrl=http://127.0.0.1:0",
            $"--Emulator:FreezeClockAt={Monday:O}",
            "--AppStorage=UseDevelopmentStorage=true",
            "--SampleOrganization=off",
            "--Logging:LogLevel:Default=Warning",
            .. settings.Select(setting => "--" + setting),
        ];
        var host = AccessReviewApp.CreateBuilder(arguments).Build();
        await host.StartAsync();
        return new TheApp(host, folder, dataPath is null);
    }

    /// <summary>Lets everything that is under way come to rest.</summary>
    public Task RestAsync() => Emulator.WhenIdleAsync();

    public async Task AdvanceAsync(TimeSpan by)
    {
        await Emulator.Clock.AdvanceAsync(by);
        await RestAsync();
    }

    /// <summary>A client of the app; redirects are shown, not followed.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Emulator.Address };

    public T Get<T>()
        where T : notnull =>
        Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        if (_ownsData)
            Directory.Delete(DataPath, recursive: true);
    }
}
