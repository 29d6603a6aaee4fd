using AccessReview.App.Promises;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Provisioning;

public static class ProvisioningServices
{
    public static IServiceCollection AddProvisioning(this IServiceCollection services) => services
        .AddSingleton<GrantLedger>()
        .AddSingleton<GrantEnding>()
        .AddSingleton<IPromiseKeeper, GrantEndKeeper>();
}
