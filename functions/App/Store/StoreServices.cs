using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccessReview.App.Store;

public static class StoreServices
{
    /// <summary>
    /// The tables by <c>AppStorage</c> (a connection string, for one machine) or <c>AppStorage:tableServiceUri</c> (managed
    /// identity, for the cloud).
    /// </summary>
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<TokenCredential>(_ => new DefaultAzureCredential())
        .AddSingleton(provider => new AppTables(Connect(configuration, provider), provider.GetServices<OwnTable>()))
        .AddHostedService<TablesAtStart>();

    private static Func<string, int, AppTable> Connect(IConfiguration configuration, IServiceProvider provider)
    {
        var storage = configuration.GetSection("AppStorage");
        // Tests provide their own options to observe calls. A call takes milliseconds, but the SDK's default timeout
        // is 100 seconds.
        var options = provider.GetService<TableClientOptions>() ?? new TableClientOptions { Retry = { NetworkTimeout = TimeSpan.FromSeconds(20) } };
        // The host can provide a transport that is faster than the network.
        if (provider.GetService<HttpPipelineTransport>() is { } transport)
            options.Transport = transport;
        if (storage["tableServiceUri"] is { Length: > 0 } address)
            return (name, schema) => new AppTable(new Uri(address), name, provider.GetRequiredService<TokenCredential>(), schema, options);
        return storage.Value is { Length: > 0 } connection
            ? (name, schema) => new AppTable(connection, name, schema, options)
            : throw new InvalidOperationException("Set AppStorage to a connection string, or AppStorage__tableServiceUri to the address of the Table service.");
    }

    /// <summary>Creates the tables before the first function runs.</summary>
    private sealed class TablesAtStart(AppTables tables) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => tables.CreateIfMissingAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
