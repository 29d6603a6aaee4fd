using AccessReview.App.Promises;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Access;

public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<GrantLedger>()
        .AddSingleton<GrantEnding>()
        .AddSingleton<IPromiseKeeper, GrantEndKeeper>();
}
