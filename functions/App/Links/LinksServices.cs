using AccessReview.App.Configuration;
using AccessReview.App.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Links;

public static class LinksServices
{
    public static IServiceCollection AddLinks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<LinkOptions>(configuration.GetSection(LinkOptions.Section), Fault);
        return services
            .AddSingleton<LocalKeys>()
            .AddSingleton<LinkKeys>()
            .AddSingleton<LinkStore>()
            .AddScoped<LinkIssuer>()
            .AddScoped<LinkVerifier>();
    }

    private static string? Fault(LinkOptions options, IServiceProvider services)
    {
        var local = services.GetRequiredService<LocalKeys>();
        return options.Fault(local.MayMake) ?? local.FaultOf(options, LinkOptions.LocalFile);
    }
}
