using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccessReview.App.Promises;

public static class PromisesServices
{
    /// <summary>Each folder that makes promises registers the keeper of their kind: <see cref="IPromiseKeeper"/>.</summary>
    public static IServiceCollection AddPromises(this IServiceCollection services) => services
        .AddSingleton<LogLimit>()
        .AddSingleton<PromiseStore>()
        .AddSingleton<TimerPromises>()
        .AddScoped<IPromiseKeeper, TimerKeeper>()
        .AddScoped<PromiseReconciler>();

    public static IFunctionsWorkerApplicationBuilder UsePromises(this IFunctionsWorkerApplicationBuilder builder) => builder.UseMiddleware<TimerMiddleware>();
}
