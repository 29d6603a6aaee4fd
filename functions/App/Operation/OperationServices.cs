using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Operation;

public static class OperationServices
{
    public static IServiceCollection AddOperation(this IServiceCollection services) => services
        .AddSingleton<IndexRebuild>()
        .AddSingleton<OperationReader>()
        .AddSingleton<ListStuckTasks>()
        .AddSingleton<ListUnassignedTasks>()
        .AddSingleton<ReplayDeadLetters>()
        .AddSingleton<SettleAgain>()
        .AddSingleton<BeginIndexRebuild>();
}
