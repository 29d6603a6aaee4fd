using AccessReview.App.Promises;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Imports;

public static class ImportsServices
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton<ImportStore>()
        .AddScoped<AppImports>()
        .AddScoped<ImportIntake>()
        .AddScoped<ImportReader>()
        .AddScoped<EndingDecisions>()
        .AddScoped<IPromiseKeeper, ImportKeeper>()
        .AddScoped<IPromiseKeeper, ImportCheckKeeper>();
}
