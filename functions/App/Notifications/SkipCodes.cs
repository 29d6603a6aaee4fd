using System.Text.Json;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Why a notification is skipped, as the code that its row stores.</summary>
public static class SkipCodes
{
    /// <summary>The recipient wants no notification by this channel.</summary>
    public const string TurnedOff = "turned_off";

    /// <summary>Another notification says the same, for example one mail about several tasks.</summary>
    public const string Together = "told_together";

    /// <summary>Earlier builds: the comment is in the notification of an earlier comment on the same task.</summary>
    public const string WithAnother = "told_with_another";

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

    /// <summary>
    /// Returns whether a skipped notification's channel was not used for its recipient, so that it can replace another one. The reasons
    /// of a channel that does not reach the recipient begin with "not_in_" or "before_".
    /// </summary>
    public static bool WasNotUsed(string? reason) => reason is not null
        && (reason == TurnedOff || reason.StartsWith("not_in_", StringComparison.Ordinal) || reason.StartsWith("before_", StringComparison.Ordinal));
}
