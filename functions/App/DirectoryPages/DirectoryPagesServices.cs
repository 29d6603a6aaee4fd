using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.Extensions.DependencyInjection;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.DirectoryPages;

public static class DirectoryPagesServices
{
    public static IServiceCollection AddDirectoryPages(this IServiceCollection services) => services
        .AddSingleton(new MenuEntry(DirectoryPaths.Home, () => Say($"Directory"), OrganizationAction.ReadDirectory))
        .AddScoped<GrantViews>()
        .AddScoped<DirectorySearch>()
        .AddScoped<PersonReader>()
        .AddScoped<EntitlementReader>()
        .AddScoped<AppReader>();
}
