using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>A dot of a ladder that is drawn as a line.</summary>
/// <param name="Label">The day, or "today".</param>
/// <param name="Sign">A character that every mail program has.</param>
/// <param name="IsToday">It marks today.</param>
public sealed record MailDot(string Label, string Sign, bool IsToday)
{
    private const string Past = "●";
    private const string Now = "◆";
    private const string Ahead = "○";

    /// <summary>The start of the step, the rungs that the assignee notices, and today.</summary>
    public static IReadOnlyList<MailDot> Of(ReviewTask task, DateTimeOffset now, LocalTime time)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(time);
        var past = task.CurrentStep.Ladder.Take(task.NextRung).Select(task.DueAtOf).Prepend(task.StepStartedAt);
        return
        [
            .. past.Where(at => time.DayOf(at) < time.DayOf(now)).Select(at => new MailDot(time.SayBriefDay(at), Past, false)),
            new MailDot(Say($"today"), Now, true),
            .. LadderText.Ahead(task).Where(rung => time.DayOf(rung.At) > time.DayOf(now)).Select(rung => new MailDot(time.SayBriefDay(rung.At), Ahead, false)),
        ];
    }
}
