using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccessReview.App.Store;

public static class StoreServices
{
    /// <summary>
    /// Tables by <c>AppStorage</c> (a connection string: one machine) or <c>AppStorage:tableServiceUri</c> (managed
    /// identity: the cloud).
    /// </summary>
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<TokenCredential>(_ => new DefaultAzureCredential())
        .AddSingleton(provider => Connect(configuration, provider))
        .AddSingleton<AppTables>()
        .AddHostedService<TablesAtStart>();

    private static TableServiceClient Connect(IConfiguration configuration, IServiceProvider provider)
    {
        var storage = configuration.GetSection("AppStorage");
        if (storage["tableServiceUri"] is { Length: > 0 } address)
            return new TableServiceClient(new Uri(address), provider.GetRequiredService<TokenCredential>());
        return storage.Value is { Length: > 0 } connection
            ? new TableServiceClient(connection)
            : throw new InvalidOperationException("Set AppStorage to a connection string, or AppStorage__tableServiceUri to the address of the Table service.");
    }

    /// <summary>The tables are there before the first function runs.</summary>
    private sealed class TablesAtStart(AppTables tables) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => tables.CreateIfMissingAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
