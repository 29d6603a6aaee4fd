using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Settings;

/// <summary>The page of a user's notification settings.</summary>
public sealed class ShowNotificationSettings(NotificationSettings settings)
{
    [Function(nameof(ShowNotificationSettings))]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "settings/notifications")] HttpRequest request, CancellationToken cancellationToken) =>
        Page.Of<NotificationSettingsPage>(new { Content = await settings.ReadAsync(request.HttpContext.GetCaller().Id, cancellationToken), settings.Channels });
}

/// <summary>Saves the page's settings. Faults are shown beside their fields, and everything stays as it was chosen.</summary>
public sealed class ChangeNotificationSettings(NotificationSettings settings)
{
    [Function(nameof(ChangeNotificationSettings))]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "settings/notifications")] HttpRequest request, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var sent = SettingsForm.Read(await request.ReadFieldsAsync(cancellationToken), settings.Channels);
        IReadOnlyList<FaultyField> faults = [.. sent.Unreadable, .. settings.Judge(sent.Wanted)];
        if (faults.Count > 0)
        {
            return Page.Of<NotificationSettingsPage>(
                new { Content = await settings.ReadAsync(caller.Id, cancellationToken), settings.Channels, Sent = sent.Wanted, Faults = faults },
                StatusCodes.Status400BadRequest);
        }

        await settings.ChangeAsync(caller.Id, sent.Wanted, _ => { }, cancellationToken);
        return new SeeOther($"{NotificationSettingsPaths.Path}?done=saved");
    }
}
