using System.Globalization;
using AccessReview.App.Email;
using AccessReview.App.Notifications;
using AccessReview.App.Runs;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Operation;

/// <summary>The sentences of the operation page.</summary>
public static class OperationWords
{
    /// <summary>So many single mails are what a large campaign begins with.</summary>
    private const int ManyMails = 10_000;

    public static string Dependency(string name) => name switch
    {
        "tables" => Say($"Tables"),
        "serviceBus" => Say($"Queue"),
        "mail" => Say($"Mail service"),
        "durable" => Say($"Orchestrations"),
        _ => name,
    };

    /// <summary>A count that stops somewhere.</summary>
    public static string Count(int count, bool isMore) => isMore ? Say($"{count:N0} or more") : count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>What is to be mended before a dead letter is tried again; the runbook says more.</summary>
    public static string Reason(string code) => code switch
    {
        "unknown_task" or "unknown_notification" => Say($"What it tells of is not in the tables: was something restored?"),
        "unknown_schema" => Say($"A newer build wrote it: deploy that one."),
        "malformed" or "too_large" => Say($"It is none of ours: find out who else writes into the queue."),
        "mail_gone" => Say($"A sign-in link whose time is over. Whoever asked for it has asked again."),
        _ when code.StartsWith("refused_", StringComparison.Ordinal) => Say($"The mail service will not take it."),
        _ when code == "unanswered" || code.StartsWith("declined_", StringComparison.Ordinal) || code.StartsWith("dependency_", StringComparison.Ordinal) =>
            Say($"Five tries over seven hours were in vain: something was down for long."),
        _ => Say($"Look the code up in the runbook."),
    };

    public static string Pace(MailBudgetState budget) => budget switch
    {
        { IsLimited: false } => Say($"No limit is set"),
        { PerHour: 0 } => Say($"{budget.PerMinute:N0} a minute"),
        { PerMinute: 0 } => Say($"{budget.PerHour:N0} an hour"),
        _ => Say($"{budget.PerMinute:N0} a minute and {budget.PerHour:N0} an hour"),
    };

    /// <summary>Whoever begins a large campaign must know before.</summary>
    public static string Outlook(MailBudgetState budget) =>
        Say($"Without a raised quota {ManyMails:N0} single mails take {budget.TimeFor(ManyMails).TotalHours:N0} hours. Ask the mail service for a raise before a campaign of that size, then set the pace to four fifths of it.");

    public static string Wait(MailBudgetState budget, QueueCount queue) => budget.TimeFor(queue.Total) switch
    {
        { TotalHours: < 1 } => Say($"What is in the queue now goes out within the hour."),
        var time => Say($"What is in the queue now takes about {Math.Ceiling(time.TotalHours):N0} hours."),
    };

    public static string State<T>(Begun<T> run)
        where T : class =>
        run.HasFailed ? Say($"Failed") : run.IsOver ? Say($"Done") : Say($"At work");

    public static string Rebuilt(RebuildProgress? progress) => progress switch
    {
        null => Say($"Nothing yet"),
        { Tasks: 0, Removed: 0 } => Say($"Looked after the time of open tasks; restarted: {progress.Revived:N0}"),
        _ => Say($"Tasks written: {progress.Tasks:N0}; lines removed: {progress.Removed:N0}; times restarted: {progress.Revived:N0}"),
    };

    public static string Tried(int tries) => tries switch
    {
        0 => Say($"Not yet"),
        1 => Say($"Once"),
        _ => Say($"{tries:N0} times"),
    };
}
