using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Settings;

/// <summary>The caller's own notification settings.</summary>
public sealed class MyNotificationSettings(NotificationSettings settings)
{
    private const string Route = "api/v1/my/notification-settings";

    [Function("ReadMyNotificationSettings")]
    [Requires(OrganizationAction.Work)]
    [Api("Returns the caller's notification settings.", Answers = typeof(NotificationSettingsView), HasETag = true)]
    public async Task<IResult> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await settings.ReadAsync(request.HttpContext.GetCaller().Id, cancellationToken));

    [Function("WriteMyNotificationSettings")]
    [Requires(OrganizationAction.Work)]
    [Api(
        "Changes the caller's notification settings. A topic that is left out gets the organization's default.",
        Takes = typeof(NotificationSettingsRequest), Answers = typeof(NotificationSettingsView), ChecksVersion = true)]
    [ApiProblem(400, "named_twice", "no_such_hour", "too_urgent_for_digest")]
    [ApiProblem(403, "locked_by_organization")]
    public async Task<IResult> WriteAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<NotificationSettingsRequest>(cancellationToken);
        settings.RequireChannels(wanted);
        if (settings.Judge(wanted) is [var fault, ..])
            throw ProblemOf(fault);
        return Answer(await settings.ChangeAsync(request.HttpContext.GetCaller().Id, wanted, request.RequireMatch, cancellationToken));
    }

    private static ApiResult Answer(NotificationSettingsView view) => ApiResult.Ok(view).WithETag(view.Tag());

    private static ProblemException ProblemOf(FaultyField field)
    {
        var (status, code, title) = field.Fault switch
        {
            SettingFault.Locked => (StatusCodes.Status403Forbidden, "locked_by_organization", "Set by your organization."),
            SettingFault.TooUrgentForDigest => (StatusCodes.Status400BadRequest, "too_urgent_for_digest", "This is too urgent for a digest."),
            SettingFault.NamedTwice => (StatusCodes.Status400BadRequest, "named_twice", "Name each topic once."),
            SettingFault.NoSuchHour => (StatusCodes.Status400BadRequest, "no_such_hour", "The hour must be a number from 0 to 23."),
            SettingFault.Unreadable => (StatusCodes.Status400BadRequest, "bad_request", "The request is not valid."),
        };
        return new ProblemException(status, code, title, null, new Dictionary<string, object?> { ["field"] = field.Field });
    }
}
