using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>Mails about how a task ended.</summary>
public static class OutcomeMail
{
    /// <param name="matter">The data of the mail. The task is closed.</param>
    /// <param name="task">The URL of the task's page.</param>
    /// <param name="again">The URL of the form to request the access again; null: it is not offered.</param>
    public static MailModel Write(TaskMailModel matter, Uri task, Uri? again = null)
    {
        var (subject, outcome) = (matter.Task.Subject, matter.Task.Outcome ?? Outcome.Cancelled);
        var heading = Say($"{OutcomeText.Headline(matter.Task.Kind, outcome)}: {TaskText.Access(subject)} for {subject.UserName}");
        return new MailModel
        {
            Subject = $"{heading} #{matter.Task.Number}",
            Heading = heading,
            Lead = $"{Happened(matter, outcome)} {NotRecorded(matter) ?? OutcomeText.Consequence(matter.Task.Kind, outcome)}{Retry(matter, outcome)}",
            Quote = Reason(matter),
            Evidence = matter.Evidence?.Text,
            Hints = matter.Evidence?.Hints ?? [],
            Facts = [.. MailFacts.Of(matter), .. MailFacts.OfEnding(matter)],
            Buttons = [.. Buttons(matter, outcome, task, again)],
            ButtonNote = Say($"You may need to sign in."),
            Why = matter.Notice.Kind == NotificationKind.Failed ? Say($"You are an owner of {subject.AppName}.") : WhyText.Requester(matter.Task.Kind),
        };
    }

    /// <summary>The next step of the recipient comes first.</summary>
    private static IEnumerable<(string Label, Uri Href)> Buttons(TaskMailModel matter, Outcome outcome, Uri task, Uri? again)
    {
        if (again is not null && matter.Notice.Kind == NotificationKind.Outcome && IsRefused(matter.Task.Kind, outcome))
            yield return (Say($"Request again"), again);
        yield return matter.Notice.Kind == NotificationKind.Failed && KindRules.IsFailure(matter.Task.Kind, outcome)
            ? (Say($"Open the task to retry"), task)
            : (Say($"Open the task"), task);
    }

    private static bool IsRefused(TaskKind kind, Outcome outcome) => kind == TaskKind.Approval && outcome is Outcome.NoResponse or Outcome.Denied;

    /// <summary>Who can retry what failed, for the requester.</summary>
    private static string Retry(TaskMailModel matter, Outcome outcome)
    {
        IReadOnlyList<string> owners = [.. matter.Facts.AppOwners.Where(owner => owner != matter.Recipient.Id && matter.Facts.Find(owner) is { IsActive: true }).Select(matter.NameOf)];
        return matter.Notice.Kind == NotificationKind.Outcome && KindRules.IsFailure(matter.Task.Kind, outcome) && owners.Count > 0
            ? $" {Say($"{PeopleText.Any(owners)} can retry it.")}"
            : "";
    }

    private static string Happened(TaskMailModel matter, Outcome outcome)
    {
        if (matter.Ending is { } ending)
            return $"{DecisionText.Did(matter.NameOf(ending.By), matter.Task, ending)}.";
        return outcome switch
        {
            _ when matter.Task.ClosingCause is { } cause => ObsoleteText.Why(cause),
            Outcome.Cancelled => matter.Events.OfType<TaskEvent.Cancelled>().LastOrDefault()?.By.User is { } by ? Say($"{matter.NameOf(by)} cancelled the task.") : Say($"The task was cancelled."),
            Outcome.NoResponse when matter.Task is { Kind: TaskKind.Approval, ClosedAt: { } at } => Say($"Nobody answered by {matter.Time.SayDay(at)}, so access was not granted."),
            Outcome.NoResponse => Say($"Nobody answered in time."),
            _ => Say($"Nobody answered in time, so the task closed automatically."),
        };
    }

    /// <summary>Completed for a user who left meanwhile: the app owner may have to remove access that no list shows.</summary>
    private static string? NotRecorded(TaskMailModel matter) =>
        matter is { Notice.Kind: NotificationKind.Failed, Task: { Outcome: Outcome.Completed, ClosedAt: { } at } task } && SubjectRules.WhyNotToRecord(task.Subject, matter.Facts, at) is { } cause
            ? $"{ObsoleteText.Why(cause)} {Say($"No access is recorded. If you already granted it in the app, remove it there.")}"
            : null;

    private static (string Who, string Text)? Reason(TaskMailModel matter)
    {
        if (matter.Ending is { Reason: { } reason } ending)
            return (Say($"{matter.NameOf(ending.By)} writes"), reason);
        return matter.Events.OfType<TaskEvent.Cancelled>().LastOrDefault() is { Reason: { } why, By.User: { } by } ? (Say($"{matter.NameOf(by)} writes"), why) : null;
    }
}
