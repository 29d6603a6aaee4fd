using AccessReview.App.Http;

namespace AccessReview.App.Pages;

/// <summary>Where people choose how they are told.</summary>
public static class NotificationSettingsPaths
{
    public const string Path = "/settings/notifications";

    public static Uri At(SiteOptions site) => site.At(Path);
}
