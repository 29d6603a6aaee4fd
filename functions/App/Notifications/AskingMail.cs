using AccessReview.App.Wording;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Mails that ask somebody to do a task: the first, reminders, escalations.</summary>
public static class AskingMail
{
    /// <param name="matter">All that it is written from.</param>
    /// <param name="link">Opens the task for the recipient; following it changes nothing.</param>
    public static MailContent Write(MailMatter matter, Uri link)
    {
        var (task, question) = (matter.Task, TaskWords.Question(matter.Task.Kind, matter.Task.Subject));
        var decisions = KindRules.DecisionsOf(task.Kind);
        return new MailContent
        {
            Subject = $"{Opening(matter.Notice.Kind)}{question} #{task.Number}",
            Heading = question,
            Lead = $"{Beginning(matter)}{TaskWords.Explanation(task.Kind, task.Subject)}",
            Quote = task.RequestReason is { } reason ? (task.RequestedBy is { } requester ? $"{matter.NameOf(requester)} writes" : "The reason given", reason) : null,
            Facts = [.. MailFacts.Of(matter), ("Due", $"{matter.Time.Say(task.DueAt)} ({matter.Time.Zone})")],
            Buttons = [.. decisions.Select(decision => (TaskWords.Button(decision), Preselect(link, decision)))],
            ButtonNote = "Both lead to a page where you confirm: following them decides nothing. They are meant for you alone.",
            Why = Why(matter),
            Ahead = [.. LadderWords.Ahead(task).Select(rung => (matter.Time.SayShort(rung.At), rung.What))],
            AheadNote = $"Times are {matter.Time.Zone}.",
        };
    }

    private static string Opening(NotificationKind kind) => kind switch
    {
        NotificationKind.Reminder => "Reminder: ",
        NotificationKind.SecondChannel => "Last reminder: ",
        NotificationKind.Escalated => "Escalated to you: ",
        NotificationKind.Assigned or NotificationKind.Outcome or NotificationKind.Failed => "",
    };

    private static string Beginning(MailMatter matter) => matter.Notice.Kind switch
    {
        NotificationKind.Reminder => "This still waits for your answer. ",
        NotificationKind.SecondChannel => $"This closes on {matter.Time.Say(matter.Task.DueAt)}, and nobody has answered. ",
        NotificationKind.Escalated => "Nobody has answered this yet, so now you are asked. ",
        NotificationKind.Assigned or NotificationKind.Outcome or NotificationKind.Failed => "",
    };

    /// <summary>After a reassignment also whose it was and what they said.</summary>
    private static string Why(MailMatter matter)
    {
        if (matter.Task.Assignees.FirstOrDefault(candidate => candidate.User == matter.Recipient.Id) is not { } assignee)
            return "You were asked.";
        if (assignee.Reason != AssigneeReason.Reassigned || matter.Events.OfType<TaskEvent.Reassigned>().LastOrDefault() is not { By.User: { } by } handed)
            return WhyWords.Of(matter.Task, assignee, matter.Facts);
        var standIn = assignee.InsteadOf is { } away ? $" You stand in for {matter.NameOf(away)}, who is out of office." : "";
        return $"{matter.NameOf(by)} reassigned it to you: \"{handed.Reason}\"{standIn}";
    }

    private static Uri Preselect(Uri link, Decision decision) => new($"{link}?d={decision.ToString().ToLowerInvariant()}");
}
