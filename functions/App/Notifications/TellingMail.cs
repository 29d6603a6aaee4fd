using AccessReview.App.Wording;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Mails that tell somebody how a task ended.</summary>
public static class TellingMail
{
    /// <param name="matter">All that it is written from; the task is closed.</param>
    /// <param name="task">The task's page.</param>
    public static MailContent Write(MailMatter matter, Uri task)
    {
        var (subject, outcome) = (matter.Task.Subject, matter.Task.Outcome ?? Outcome.Cancelled);
        var headline = OutcomeWords.Headline(matter.Task.Kind, outcome);
        var about = $"{TaskWords.Access(subject)} for {subject.UserName}";
        return new MailContent
        {
            Subject = $"{headline}: {about} #{matter.Task.Number}",
            Heading = $"{headline}: {about}",
            Lead = $"{Happened(matter, outcome)} {OutcomeWords.Consequence(matter.Task.Kind, outcome)}",
            Quote = Reason(matter),
            Facts = [.. MailFacts.Of(matter), .. MailFacts.OfEnding(matter)],
            Buttons = [("See the task", task)],
            ButtonNote = "You may be asked to sign in.",
            Why = matter.Notice.Kind == NotificationKind.Failed ? $"You are an owner of {subject.AppName}." : "You asked for it.",
        };
    }

    private static string Happened(MailMatter matter, Outcome outcome)
    {
        if (matter.Ending is { } ending)
            return $"{matter.NameOf(ending.By)} {TaskWords.Done(ending.Decision)} it.";
        return outcome switch
        {
            Outcome.Cancelled => matter.Events.OfType<TaskEvent.Cancelled>().LastOrDefault()?.By.User is { } by ? $"{matter.NameOf(by)} cancelled it." : "It was cancelled.",
            Outcome.NoResponse => "Nobody answered in time.",
            _ => "Nobody answered in time, so the policy closed it.",
        };
    }

    private static (string Who, string Text)? Reason(MailMatter matter)
    {
        if (matter.Ending is { Reason: { } reason } ending)
            return ($"{matter.NameOf(ending.By)} writes", reason);
        return matter.Events.OfType<TaskEvent.Cancelled>().LastOrDefault() is { Reason: { } why, By.User: { } by } ? ($"{matter.NameOf(by)} writes", why) : null;
    }
}
