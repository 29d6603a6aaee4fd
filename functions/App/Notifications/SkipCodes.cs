using System.Text.Json;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Why a notification is skipped, as the code that its row stores.</summary>
public static class SkipCodes
{
    /// <summary>Returns the code; null: the notification is sent.</summary>
    public static string? Of(Notice notice, ReviewTask task, User? recipient, bool isNothingLeft = false)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return SkipRules.Judge(notice.Kind, notice.Generation, notice.To, task, recipient, isNothingLeft) is { } reason ? JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()) : null;
    }

    public static string? Of(TaskMailModel matter)
    {
        ArgumentNullException.ThrowIfNull(matter);
        return Of(matter.Notice, matter.Task, matter.Recipient, matter.NothingLeft is not null);
    }
}
