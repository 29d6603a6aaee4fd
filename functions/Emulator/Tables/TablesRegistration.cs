using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Tables;

internal static class TablesRegistration
{
    public static IServiceCollection AddTablesEndpoint(this IServiceCollection services) =>
        services.AddSingleton<EntityStore>().AddSingleton<TableRequests>().AddSingleton<TablesEndpoint>().AddSingleton<TablesHandler>();
}
