using AccessReview.App.Directory;
using AccessReview.App.Promises;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Visits;

public static class VisitsServices
{
    public static IServiceCollection AddVisits(this IServiceCollection services) => services
        .AddSingleton<ConcernedTasks>()
        .AddSingleton<TaskVisits>()
        .AddSingleton<IConcernedTasks>(services => services.GetRequiredService<TaskVisits>())
        .AddSingleton<IPromiseKeeper, VisitKeeper>();
}
