using AccessReview.App.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.MyWork;

public static class MyWorkServices
{
    public static IServiceCollection AddMyWork(this IServiceCollection services) => services
        .AddSingleton(new WorkMenu(typeof(MyWorkMenu)))
        .AddScoped<ListReader>()
        .AddScoped<OverviewReader>()
        .AddScoped<DetailsReader>()
        .AddScoped<ReassignReader>();
}
