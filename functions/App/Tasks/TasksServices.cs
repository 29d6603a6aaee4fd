using AccessReview.App.Configuration;
using AccessReview.App.Promises;
using AccessReview.App.Tasks.Effects;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Tasks;

public static class TasksServices
{
    public static IServiceCollection AddTasks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<TasksOptions>(configuration.GetSection(TasksOptions.Section), options => options.Fault());
        return services
            .AddSingleton<TaskStore>()
            .AddSingleton<TaskIndex>()
            .AddSingleton<WaitingLists>()
            .AddSingleton<TaskLists>()
            .AddSingleton<TaskNumbers>()
            .AddSingleton<UnsettledMarks>()
            .AddSingleton<TaskWaker>()
            .AddScoped<TaskCommands>()
            .AddScoped<TaskOpening>()
            .AddScoped<IEffectHandler, IndexEffects>()
            .AddScoped<IEffectHandler, FollowUpEffects>()
            .AddScoped<TaskSettler>()
            .AddScoped<TaskTodayReader>()
            .AddScoped<IndexRenewal>()
            .AddScoped<TaskRecheck>()
            .AddSingleton<TaskRestart>()
            .AddScoped<IPromiseKeeper, SettlingKeeper>()
            .AddScoped<TaskContextReader>()
            .AddScoped<TaskReader>();
    }
}
