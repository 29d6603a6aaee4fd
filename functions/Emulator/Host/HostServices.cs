using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Front;
using AccessReview.Emulator.Storage;
using AccessReview.Emulator.Tables;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>The services that all parts share: settings, data, clock and worker.</summary>
internal static class HostServices
{
    /// <remarks>The real host's default limit; the setting FUNCTIONS_REQUEST_BODY_SIZE_LIMIT (bytes) changes it.</remarks>
    private const long DefaultMaxBody = 104_857_600;

    public static void AddHost(this IServiceCollection services, FunctionsHostOptions options, IConfiguration configuration)
    {
        var emulator = EmulatorOptions.Read(configuration);
        var urls = (configuration["urls"] ?? emulator.Urls).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        services.AddSingleton(options).AddSingleton(emulator).AddSingleton(HostJson.Read(options.Folder, configuration));
        services.AddSingleton(new HostAddresses([.. urls.Select(url => Local(url, emulator.AllowRemote))]));
        services.AddOptions<KestrelServerOptions>().Configure<HostAddresses>((kestrel, addresses) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = ConnectionLimit.Current;
            kestrel.Limits.MaxRequestBodySize = configuration.GetValue("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", DefaultMaxBody);
            addresses.Configure(kestrel);
        });
        services.AddRouting();
        services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = grpc.MaxSendMessageSize = null);

        // Services are disposed of in reverse order, so the folder is closed after the database.
        services.AddSingleton<DataFolder>();
        services.AddSingleton(provider => new EmulatorDatabase(
            provider.GetRequiredService<DataFolder>().DatabaseFile, provider.GetRequiredService<ILogger<EmulatorDatabase>>()));
        services.AddSingleton<WorkInFlight>().AddSingleton<ClockOffset>();
        services.AddSingleton(provider => new ClockFile(provider.GetRequiredService<DataFolder>().ClockFile));
        services.AddSingleton(provider => provider.GetRequiredService<ClockOffset>()
            .Restore(emulator, provider.GetRequiredService<WorkInFlight>(), provider.GetRequiredService<ClockFile>()));
        services.AddSingleton(new FaultLog(TimeProvider.System));
        services.AddSingleton<SettingReferences>().AddSingleton<HostKeys>().AddSingleton<EmulatorHandle>();
        services.AddSingleton<TablesAddress>().AddSingleton(provider => provider.GetRequiredService<TablesAddress>().Options);
        services.AddSingleton<IWorkerSettings>(provider => provider.GetRequiredService<TablesAddress>()).AddSingleton<IWorkerSettings, SiteSettings>();
        services.AddTablesEndpoint();
        services.AddHostedService<TablesService>();

        services.AddSingleton<WorkerLogs>().AddSingleton<WorkerEnvironment>().AddSingleton<IWorkerLauncher, ChildLauncher>().AddSingleton<Worker>().AddSingleton<FunctionCatalog>();
        services.AddSingleton<IWorkerInvoker, WorkerInvoker>();
        services.AddHostedService<HostLifecycle>();
    }

    private static ListenAddress Local(string url, bool allowRemote)
    {
        var address = ListenAddress.Parse(url, "Emulator:Urls");
        address.RequireLoopback(allowRemote);
        return address;
    }
}
