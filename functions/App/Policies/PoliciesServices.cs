using AccessReview.App.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Policies;

public static class PoliciesServices
{
    public static IServiceCollection AddPolicies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PoliciesOptions>().Bind(configuration.GetSection(PoliciesOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<PoliciesOptions>, Check>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<PoliciesOptions>>().Value.Read(file => LocalFolders.Resolve(configuration, file)))
            .AddSingleton<PolicyResolver>();
    }

    private sealed class Check(IConfiguration configuration) : IValidateOptions<PoliciesOptions>
    {
        public ValidateOptionsResult Validate(string? name, PoliciesOptions options) =>
            options.Fault(file => LocalFolders.Resolve(configuration, file)) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
