using AccessReview.App.Directory;
using AccessReview.App.Promises;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Visits;

public static class VisitsServices
{
    public static IServiceCollection AddVisits(this IServiceCollection services) => services
        .AddScoped<ConcernedTasks>()
        .AddScoped<TaskVisits>()
        .AddScoped<IConcernedTasks>(services => services.GetRequiredService<TaskVisits>())
        .AddScoped<IPromiseKeeper, VisitKeeper>();
}
