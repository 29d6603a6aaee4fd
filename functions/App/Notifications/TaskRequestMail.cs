using AccessReview.App.Links;
using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>Mails with a task for the recipient: new task, reminder, escalation.</summary>
public static class TaskRequestMail
{
    /// <param name="matter">The data of the mail.</param>
    /// <param name="link">The recipient's link to the task. Opening it changes nothing.</param>
    public static MailModel Write(TaskMailModel matter, Uri link)
    {
        var task = matter.Task;
        var question = task.Exception is null ? TaskText.Question(task) : ExceptionText.Question(task.Subject);
        return new MailModel
        {
            Subject = $"{Opened(matter.Notice.Kind, question)} #{task.Number}",
            Heading = question,
            Lead = $"{Beginning(matter)}{ExplanationOf(matter)}{(matter.OnlyRemoval is { } cause ? $" {ObsoleteText.OnlyRemoval(cause)}" : "")}",
            Quote = task.RequestReason is { } reason ? (task.RequestedBy is { } requester ? Say($"{matter.NameOf(requester)} writes") : Say($"Reason given"), reason) : null,
            Evidence = matter.Evidence?.Text,
            Hints = matter.Evidence?.Hints ?? [],
            Facts = [.. MailFacts.Of(matter), (Say($"Due"), matter.At is { } at ? DueText.Of(task, matter.Time, at) : matter.Time.SayWithZone(task.DueAt))],
            Buttons = matter.RequiresSignIn ? [(Say($"Sign in to decide"), link)] : [.. matter.Decisions.Select(decision => (TaskText.Button(decision, task), new Uri(DecisionNames.Preselect($"{link}", decision))))],
            ButtonNote = matter.RequiresSignIn
                ? Say($"The button opens the task after you sign in. Do not forward this email.")
                : Say($"Each button opens a page where you confirm. Do not forward this email."),
            Due = Say($"Due {matter.Time.SayShort(task.DueAt)}"),
            Silence = LadderText.IfSilent(task, matter.Time),
            Dots = matter.At is { } now ? MailDot.Of(task, now, matter.Time) : [],
            Why = Why(matter),
            Ahead = [.. LadderText.Ahead(task).Select(rung => (matter.Time.SayShort(rung.At), rung.What))],
            AheadNote = Say($"Times are in {matter.Time.Zone}."),
        };
    }

    private static string ExplanationOf(TaskMailModel matter) => matter.Task is { Exception: { } exception, LastDecision: { Terms: { } terms } last }
        ? ExceptionText.Explanation(matter.NameOf(exception.By), terms, last.Reason, matter.Time)
        : TaskText.Explanation(matter.Task);

    private static string Opened(NotificationKind kind, string question) => kind switch
    {
        NotificationKind.Reminder => Say($"Reminder: {question}"),
        NotificationKind.SecondChannel => Say($"Last reminder: {question}"),
        NotificationKind.Escalated => Say($"Escalated to you: {question}"),
        NotificationKind.Assigned or NotificationKind.Delegated or NotificationKind.Outcome or NotificationKind.Failed or NotificationKind.Unassigned or NotificationKind.Commented
            or NotificationKind.Question or NotificationKind.Answer or NotificationKind.Unanswered
            or NotificationKind.RemovalPlanned or NotificationKind.RemovalContested or NotificationKind.RemovalJudged => question,
    };

    private static string Beginning(TaskMailModel matter) => matter.Notice.Kind switch
    {
        NotificationKind.Reminder or NotificationKind.SecondChannel when matter.Task.Staged is { } staged =>
            $"{StagedText.Status(staged.Decision, staged.MustBeConfirmed, staged.Person == matter.Recipient.Id ? null : matter.NameOf(staged.Person))}. {StagedText.Next(staged)} ",
        NotificationKind.Reminder => $"{Say($"This task still needs your decision.")} ",
        NotificationKind.SecondChannel => $"{Say($"This task closes on {matter.Time.Say(matter.Task.DueAt)}. Nobody has answered yet.")} ",
        NotificationKind.Escalated => $"{Say($"Nobody has answered yet, so the task is now assigned to you.")} ",
        NotificationKind.Assigned or NotificationKind.Delegated or NotificationKind.Outcome or NotificationKind.Failed or NotificationKind.Unassigned or NotificationKind.Commented
            or NotificationKind.Question or NotificationKind.Answer or NotificationKind.Unanswered
            or NotificationKind.RemovalPlanned or NotificationKind.RemovalContested or NotificationKind.RemovalJudged => "",
    };

    /// <summary>After a reassignment it also names who reassigned the task, with their reason.</summary>
    private static string Why(TaskMailModel matter)
    {
        if (matter.Task.WaitingFor(matter.Recipient.Id) is not { } assignee)
            return Say($"The task was assigned to you.");
        if (assignee.Reason != AssigneeReason.Reassigned || matter.Events.OfType<TaskEvent.Reassigned>().LastOrDefault() is not { By.User: { } by } handed)
            return WhyText.Of(matter.Task, assignee, matter.Facts);
        var why = Say($"{matter.NameOf(by)} reassigned this task to you: \"{handed.Reason}\"");
        return assignee.InsteadOf is { } away ? $"{why} {WhyText.AsDelegate(away, matter.Facts)}" : why;
    }
}
