using AccessReview.App.Http;

namespace AccessReview.App.Pages;

/// <summary>The paths of the notification settings page.</summary>
public static class NotificationSettingsPaths
{
    public const string Path = "/settings/notifications";

    public static Uri At(SiteOptions site) => site.At(Path);
}
