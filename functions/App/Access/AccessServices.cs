using AccessReview.App.Promises;
using AccessReview.App.Tasks.Effects;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Access;

public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddScoped<GrantLedger>()
        .AddScoped<IEffectHandler>(provider => provider.GetRequiredService<GrantLedger>())
        .AddScoped<ExceptionEnding>()
        .AddScoped<GrantEnding>()
        .AddScoped<IPromiseKeeper, GrantEndKeeper>();
}
