using System.Globalization;
using AccessReview.App.Email;
using AccessReview.App.Notifications;
using AccessReview.App.Runs;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Operation;

/// <summary>The texts of the operation page.</summary>
public static class OperationText
{
    /// <summary>The worst state of all parts, as a sentence.</summary>
    public static string Banner(OperationView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Tone switch
        {
            "bad" => Say($"A service is not available. See Services below."),
            "warn" => Say($"Some work is held up. See the numbers below."),
            _ => Say($"Everything works."),
        };
    }

    /// <summary>The number of single mails at the start of a large campaign.</summary>
    private const int ManyMails = 10_000;

    public static string Dependency(string name) => name switch
    {
        "tables" => Say($"Tables"),
        "serviceBus" => Say($"Queue"),
        "mail" => Say($"Email service"),
        "durable" => Say($"Orchestrations"),
        _ => name,
    };

    /// <summary>A count that may have stopped at its limit.</summary>
    public static string Count(int count, bool isMore) => isMore ? Say($"{count:N0} or more") : count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>What to correct before a failed notification is retried; the runbook has the details.</summary>
    public static string Reason(string code) => code switch
    {
        "unknown_task" or "unknown_notification" => Say($"Its task or notification is not in the tables. Check whether a backup was restored."),
        "unknown_schema" or NotificationDelivery.UnknownChannel => Say($"A newer version wrote it. Deploy that version."),
        "malformed" or "too_large" => Say($"It does not come from Access Review. Find out which other program writes to the queue."),
        "mail_gone" => Say($"An expired sign-in link. The person can request a new one."),
        _ when code.StartsWith("refused_", StringComparison.Ordinal) => Say($"The email service refused it."),
        _ when code == "unanswered" || code.StartsWith("declined_", StringComparison.Ordinal) || code.StartsWith("dependency_", StringComparison.Ordinal) =>
            Say($"Five attempts over seven hours failed. A service was not available for a long time."),
        _ => Say($"Look the code up in the runbook."),
    };

    public static string RateLimit(MailBudgetState budget) => budget switch
    {
        { IsLimited: false } => Say($"No limit"),
        { PerHour: 0 } => Say($"{budget.PerMinute:N0} per minute"),
        { PerMinute: 0 } => Say($"{budget.PerHour:N0} per hour"),
        _ => Say($"{budget.PerMinute:N0} per minute and {budget.PerHour:N0} per hour"),
    };

    /// <summary>How long the mails of a large campaign take, to be known before it starts.</summary>
    public static string Outlook(MailBudgetState budget) =>
        Say($"With this limit, {ManyMails:N0} emails take {budget.TimeFor(ManyMails).TotalHours:N0} hours. Before a campaign of that size, request a higher quota from the email service. Then set the rate limit to four fifths of the quota.");

    public static string Wait(MailBudgetState budget, QueueCount queue) => budget.TimeFor(queue.Total) switch
    {
        { TotalHours: < 1 } => Say($"All notifications in the queue are sent within the hour."),
        var time => Say($"Sending all notifications in the queue takes about {Math.Ceiling(time.TotalHours):N0} hours."),
    };

    public static string State<T>(Begun<T> run)
        where T : class =>
        run.HasFailed ? Say($"Failed") : run.IsCancelled ? Say($"Cancelled") : run.IsOver ? Say($"Finished") : Say($"Running");

    public static string Rebuilt(RebuildProgress? progress) => progress switch
    {
        null => Say($"Not started"),
        { Tasks: 0, Removed: 0 } => Say($"Open tasks checked; deadlines restarted: {progress.Revived:N0}"),
        _ => Say($"Tasks indexed: {progress.Tasks:N0}; rows removed: {progress.Removed:N0}; deadlines restarted: {progress.Revived:N0}"),
    };

    public static string Tried(int tries) => tries switch
    {
        0 => Say($"None yet"),
        1 => Say($"Once"),
        _ => Say($"{tries:N0} times"),
    };
}
