using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.Extensions.DependencyInjection;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.DirectoryPages;

public static class DirectoryPagesServices
{
    public static IServiceCollection AddDirectoryPages(this IServiceCollection services) => services
        .AddSingleton(new MenuEntry(DirectoryPaths.Home, () => Say($"Directory"), OrganizationAction.ReadDirectory))
        .AddSingleton(new MenuEntry(DirectoryPaths.Me, () => Say($"Your profile and access"), OrganizationAction.Work, MenuPart.Account))
        .AddSingleton(new MenuEntry(DirectoryPaths.OutOfOffice, () => Say($"Out of office"), OrganizationAction.Work, MenuPart.Account))
        .AddScoped<GrantViews>()
        .AddScoped<DirectorySearch>()
        .AddScoped<PersonReader>()
        .AddScoped<EntitlementReader>()
        .AddScoped<AppReader>();
}
