using AccessReview.App.Promises;
using AccessReview.App.Tasks.Effects;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Tasks;

public static class TasksServices
{
    public static IServiceCollection AddTasks(this IServiceCollection services) => services
        .AddSingleton<TaskStore>()
        .AddSingleton<TaskIndex>()
        .AddSingleton<WaitingLists>()
        .AddSingleton<TaskLists>()
        .AddSingleton<TaskNumbers>()
        .AddSingleton<UnsettledMarks>()
        .AddSingleton<TaskWaker>()
        .AddSingleton<TaskCommands>()
        .AddSingleton<TaskOpening>()
        .AddSingleton<IEffectHandler, IndexEffects>()
        .AddSingleton<IEffectHandler, FollowUpEffects>()
        .AddSingleton<TaskSettler>()
        .AddSingleton<IndexRenewal>()
        .AddSingleton<TaskRecheck>()
        .AddSingleton<TaskRestart>()
        .AddSingleton<IPromiseKeeper, SettlingKeeper>()
        .AddSingleton<TaskContextReader>()
        .AddSingleton<TaskReader>();
}
