using AccessReview.Emulator.Durable;
using AccessReview.Emulator.Email;
using AccessReview.Emulator.ServiceBus;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Host;

/// <summary>The parts of the host: each line adds the triggers, bindings and services of one part.</summary>
internal static class HostParts
{
    public static void AddParts(this IServiceCollection services)
    {
        services.AddHttpTrigger();
        services.AddSingleton<TimerTrigger>().AddSingleton<ITrigger>(provider => provider.GetRequiredService<TimerTrigger>());
        services.AddDurable();
        services.AddServiceBus();
        services.AddEmail();
    }

    private static void AddHttpTrigger(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddSingleton<FunctionKeys>().AddSingleton<HttpForwarding>().AddSingleton<HttpTrigger>();
        services.AddSingleton<ITrigger>(provider => provider.GetRequiredService<HttpTrigger>());
    }
}
