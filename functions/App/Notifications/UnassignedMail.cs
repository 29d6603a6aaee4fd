using AccessReview.App.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>Mails to administrators about a task without an eligible assignee.</summary>
public static class UnassignedMail
{
    /// <param name="matter">The data of the mail. The task has no assignee.</param>
    /// <param name="task">The URL of the task's page.</param>
    public static MailModel Write(TaskMailModel matter, Uri task)
    {
        var question = TaskText.Question(matter.Task.Kind, matter.Task.Subject);
        return new MailModel
        {
            Subject = $"{Say($"Nobody can decide: {question}")} #{matter.Task.Number}",
            Heading = Say($"Nobody can decide this task"),
            Lead = $"{question} {Say($"The task has no assignee. The people in the policy have left, may only read, or would decide about their own access.")}",
            Facts = [.. MailFacts.Of(matter), (Say($"Due"), matter.Time.SayWithZone(matter.Task.DueAt))],
            Buttons = [(Say($"Open the task"), task)],
            ButtonNote = Say($"Reassign it, or add a manager or owner in the directory. The task is then assigned automatically."),
            Why = Say($"You are an administrator of Access Review."),
        };
    }
}
