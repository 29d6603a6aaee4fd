using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Provisioning;

public static class ProvisioningServices
{
    public static IServiceCollection AddProvisioning(this IServiceCollection services) => services.AddSingleton<GrantLedger>();
}
