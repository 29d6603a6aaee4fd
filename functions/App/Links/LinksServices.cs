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
            .AddSingleton<LocalLinkKey>()
            .AddSingleton<LinkKeys>()
            .AddSingleton<LinkStore>()
            .AddSingleton<LinkMint>()
            .AddSingleton<LinkVerifier>()
            .AddSingleton<LinkOpening>();
    }

    private sealed class Check(LocalLinkKey local) : IValidateOptions<LinkOptions>
    {
        public ValidateOptionsResult Validate(string? name, LinkOptions options) =>
            options.Fault(local.MayMake) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
