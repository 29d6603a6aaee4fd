using AccessReview.App.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Directory;

public static class DirectoryServices
{
    public static IServiceCollection AddDirectory(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddCheckedOptions<DirectoryOptions>(configuration.GetSection("Directory"), options => options.Fault());
        services.AddCheckedOptions<DirectoryForms>(configuration.GetSection("Directory"), forms => forms.Fault());
        return services
            .AddSingleton<DirectoryVersion>()
            .AddScoped<DirectorySnapshot>()
            .AddScoped<DirectoryStore>()
            .AddSingleton<ChangeMarks>()
            .AddSingleton<NewGrants>()
            .AddScoped<DirectoryFactsReader>()
            .AddSingleton<RecentHolders>()
            .AddScoped<AccessContextReader>()
            .AddScoped<OutOfOffice>()
            .AddScoped<Absences>()
            .AddScoped<Callers>();
    }
}
