using AccessReview.Emulator.Durable.Client;
using AccessReview.Emulator.Durable.Dispatch;
using AccessReview.Emulator.Durable.Worker;
using AccessReview.Emulator.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Durable;

internal static class DurableServices
{
    public static void AddDurable(this IServiceCollection services)
    {
        services.AddSingleton(provider => DurableSettings.Read(provider.GetRequiredService<HostJson>()) with
        {
            KeepHistories = provider.GetRequiredService<EmulatorOptions>().KeepHistories,
        });
        services.AddSingleton<SqliteOrchestrationService>().AddSingleton<SidecarService>().AddSingleton<DurableHub>();
        services.AddSingleton<WorkerFunctions>().AddSingleton<IDurableWorker>(provider => provider.GetRequiredService<WorkerFunctions>());
        services.AddSingleton<ITrigger, OrchestrationTrigger>().AddSingleton<ITrigger, ActivityTrigger>();
        services.AddSingleton<IInputBinding, DurableClientBinding>().AddSingleton<IRpcEndpoints, Endpoints>();
    }

    private sealed class Endpoints : IRpcEndpoints
    {
        public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<SidecarService>();
    }
}
