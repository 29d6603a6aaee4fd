using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.TaskApi;

public static class TaskApiServices
{
    public static IServiceCollection AddTaskApi(this IServiceCollection services) => services
        .AddScoped<TaskEndpoint>()
        .AddScoped<CertifyUnchanged>()
        .AddScoped<DecideTasks>();
}
