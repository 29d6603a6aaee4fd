using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Tables;

internal static class TablesRegistration
{
    public static IServiceCollection AddTablesEndpoint(this IServiceCollection services, TablesOptions options) =>
        services.AddSingleton(options).AddSingleton<EntityStore>().AddSingleton<TableRequests>().AddSingleton<TablesEndpoint>();
}
