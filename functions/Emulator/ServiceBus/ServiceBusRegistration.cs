using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AccessReview.Emulator.ServiceBus;

internal static class ServiceBusRegistration
{
    public static IServiceCollection AddServiceBusEngine(this IServiceCollection services)
    {
        services.TryAddSingleton(new ServiceBusEngineOptions());
        return services.AddSingleton<ServiceBusEngine>();
    }
}
