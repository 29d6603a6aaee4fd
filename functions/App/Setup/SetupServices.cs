using AccessReview.App.Promises;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Setup;

public static class SetupServices
{
    public static IServiceCollection AddSetup(this IServiceCollection services) => services
        // The URL of the outbox is known only after the app knows its own URL.
        .AddSingleton(provider => Options.Create(SetUpOptions.Read(provider.GetRequiredService<IConfiguration>())))
        .AddScoped<IPromiseKeeper, SampleKeeper>()
        .AddScoped<SampleCases>()
        .AddScoped<SamplePeople>()
        .AddScoped<ConsoleGreeting>();
}
