using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Pages;

public static class PagesServices
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services.AddSingleton<SiteMenu>();
}
