using AccessReview.App.Pages;
using AccessReview.App.Promises;
using AccessReview.App.Runs;
using AccessReview.Domain.Authorization;
using Microsoft.Extensions.DependencyInjection;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Operation;

public static class OperationServices
{
    public static IServiceCollection AddOperation(this IServiceCollection services) => services
        .AddSingleton(new MenuEntry(OperationPaths.Path, () => Say($"Operation"), OrganizationAction.ReadOperation))
        .AddScoped<IndexRebuild>()
        .AddScoped<OperationReader>()
        .AddSingleton<ListStuckTasks>()
        .AddScoped<ListLeavers>()
        .AddScoped<ListUndelivered>()
        .AddSingleton<ListUnassignedTasks>()
        .AddScoped<ManageWaitingWork>()
        .AddScoped<ManageRuns>()
        .AddScoped<ReplayDeadLetters>()
        .AddScoped<SettleAgain>()
        .AddScoped<IPromiseKeeper>(provider => new RunKeeper<RebuildProgress>(PromiseKind.IndexRebuild, nameof(RebuildIndex), provider.GetRequiredService<TimeProvider>()))
        .AddScoped<BeginIndexRebuild>();
}
