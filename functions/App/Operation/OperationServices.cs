using AccessReview.App.Promises;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Operation;

public static class OperationServices
{
    public static IServiceCollection AddOperation(this IServiceCollection services) => services
        .AddSingleton<IndexRebuild>()
        .AddSingleton<OperationReader>()
        .AddSingleton<ListStuckTasks>()
        .AddSingleton<ListUnassignedTasks>()
        .AddSingleton<ManageWaitingWork>()
        .AddSingleton<ReplayDeadLetters>()
        .AddSingleton<SettleAgain>()
        .AddSingleton<IPromiseKeeper>(provider => new RunKeeper<RebuildProgress>(PromiseKind.IndexRebuild, nameof(RebuildIndex), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<BeginIndexRebuild>();
}
