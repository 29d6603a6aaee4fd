using AccessReview.App.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.MyWork;

public static class MyWorkServices
{
    public static IServiceCollection AddMyWork(this IServiceCollection services) => services
        .AddSingleton(new WorkMenu(typeof(MyWorkLink), typeof(KindsMenu)))
        .AddScoped<ListReader>()
        .AddScoped<BulkReader>()
        .AddScoped<OverviewReader>()
        .AddScoped<DetailsReader>()
        .AddScoped<ReassignReader>();
}
