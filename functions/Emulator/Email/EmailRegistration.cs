using AccessReview.Emulator.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AccessReview.Emulator.Email;

internal static class EmailRegistration
{
    public static IServiceCollection AddEmailEngine(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => EmailEngineOptions.Read(
            provider.GetRequiredService<IConfiguration>(),
            provider.GetRequiredService<DataFolder>().Location));
        return services.AddSingleton<EmailEngine>();
    }
}
