using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.MyWork;

public static class MyWorkServices
{
    public static IServiceCollection AddMyWork(this IServiceCollection services) => services
        .AddSingleton<ListReader>()
        .AddSingleton<DetailsReader>()
        .AddSingleton<ReassignReader>();
}
