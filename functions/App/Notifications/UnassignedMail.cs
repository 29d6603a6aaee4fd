using AccessReview.App.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>Tells administrators of a task that nobody may decide.</summary>
public static class UnassignedMail
{
    /// <param name="matter">All that it is written from; nobody has the task.</param>
    /// <param name="task">The task's page.</param>
    public static MailContent Write(MailMatter matter, Uri task)
    {
        var question = TaskWords.Question(matter.Task.Kind, matter.Task.Subject);
        return new MailContent
        {
            Subject = $"{Say($"Nobody can decide: {question}")} #{matter.Task.Number}",
            Heading = Say($"Nobody can decide this task"),
            Lead = $"{question} {Say($"The task is assigned to nobody. Whom the policy names is the person concerned, has left, or may only read.")}",
            Facts = [.. MailFacts.Of(matter), (Say($"Due"), matter.Time.SayWithZone(matter.Task.DueAt))],
            Buttons = [(Say($"See the task"), task)],
            ButtonNote = Say($"Reassign it there, or name a manager or an owner in the directory: the task is then assigned automatically."),
            Why = Say($"You are an administrator of access reviews."),
        };
    }
}
