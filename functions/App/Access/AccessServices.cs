using AccessReview.App.Promises;
using AccessReview.App.Tasks.Effects;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Access;

public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<GrantLedger>()
        .AddSingleton<IEffectHandler>(provider => provider.GetRequiredService<GrantLedger>())
        .AddSingleton<GrantEnding>()
        .AddSingleton<IPromiseKeeper, GrantEndKeeper>();
}
