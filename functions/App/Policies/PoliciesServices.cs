using AccessReview.App.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Policies;

public static class PoliciesServices
{
    public static IServiceCollection AddPolicies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<PoliciesOptions>(
            configuration.GetSection(PoliciesOptions.Section), options => options.Fault(file => LocalFolders.Resolve(configuration, file)));
        return services
            .AddSingleton(provider => provider.GetRequiredService<IOptions<PoliciesOptions>>().Value.Read(file => LocalFolders.Resolve(configuration, file)))
            .AddSingleton<PolicyResolver>();
    }
}
