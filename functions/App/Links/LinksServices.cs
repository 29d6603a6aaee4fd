using AccessReview.App.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Links;

public static class LinksServices
{
    public static IServiceCollection AddLinks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LinkOptions>().Bind(configuration.GetSection(LinkOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<LinkOptions>, Check>()
            .AddSingleton<LocalKeys>()
            .AddSingleton<LinkKeys>()
            .AddSingleton<LinkStore>()
            .AddScoped<LinkIssuer>()
            .AddScoped<LinkVerifier>();
    }

    private sealed class Check(LocalKeys local) : IValidateOptions<LinkOptions>
    {
        public ValidateOptionsResult Validate(string? name, LinkOptions options) =>
            (options.Fault(local.MayMake) ?? local.FaultOf(options, LinkOptions.LocalFile)) is { } fault
                ? ValidateOptionsResult.Fail(fault)
                : ValidateOptionsResult.Success;
    }
}
