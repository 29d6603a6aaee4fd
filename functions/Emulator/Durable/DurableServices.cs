using AccessReview.Emulator.Durable.Instances;
using AccessReview.Emulator.Durable.Replays;
using AccessReview.Emulator.Durable.Turns;
using AccessReview.Emulator.Faults;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Durable;

internal static class DurableServices
{
    /// <summary>Needs <see cref="DurableEngineOptions"/> and <see cref="IDurableFunctions"/> beside it.</summary>
    public static IServiceCollection AddDurableEngine(this IServiceCollection services) => services
        .AddSingleton(_ => new FaultLog(TimeProvider.System))
        .AddSingleton<WorkerJson>()
        .AddSingleton<Mailboxes>()
        .AddSingleton<InstanceWaiters>()
        .AddSingleton<WarmOrchestrations>()
        .AddSingleton<TimerService>()
        .AddSingleton<ActivityDispatcher>()
        .AddSingleton<TurnRunner>()
        .AddSingleton<TurnDispatcher>()
        .AddSingleton<HistoryRecords>()
        .AddSingleton<HistoryReplay>()
        .AddSingleton<DurableTaskClient, DurableClient>()
        .AddSingleton<DurableEngine>();
}
