using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.Extensions.DependencyInjection;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Settings;

public static class NotificationSettingsServices
{
    public static IServiceCollection AddNotificationSettings(this IServiceCollection services) => services
        .AddSingleton(new MenuEntry(NotificationSettingsPaths.Path, () => Say($"Notifications"), OrganizationAction.Work, MenuPart.Account))
        .AddScoped<NotificationSettings>();
}
