using AccessReview.App.Pages;
using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>Mails about a question to the requester, its answer, or that there was none in time.</summary>
public static class QuestionMail
{
    /// <param name="matter">The data of the mail.</param>
    /// <param name="task">The URL of the task's page.</param>
    public static MailModel Write(TaskMailModel matter, Uri task)
    {
        var heading = Heading(matter);
        return new MailModel
        {
            Subject = $"{heading} #{matter.Task.Number}",
            Heading = heading,
            Lead = Lead(matter),
            Quotes = [.. Quotes(matter)],
            Facts = [.. MailFacts.Of(matter), .. Due(matter)],
            Buttons = [Button(matter, task)],
            ButtonNote = Say($"You may need to sign in."),
            Why = Why(matter),
        };
    }

    private static (string Label, Uri Href) Button(TaskMailModel matter, Uri task) => matter.Notice.Kind == NotificationKind.Question
        ? (Say($"Answer the question"), TaskPaths.QuestionOf(task))
        : (Say($"Open the task"), task);

    private static string Heading(TaskMailModel matter)
    {
        var access = Say($"{TaskText.Access(matter.Task.Subject)} for {matter.Task.Subject.UserName}");
        var by = matter.Cause?.By.User is { } user ? matter.NameOf(user) : Say($"The system");
        return matter.Notice.Kind switch
        {
            NotificationKind.Question => Say($"{by} needs information: {access}"),
            NotificationKind.Answer => Say($"{by} answered: {access}"),
            _ => Say($"No answer from the requester: {access}"),
        };
    }

    private static string Lead(TaskMailModel matter)
    {
        if (matter.Notice.Kind == NotificationKind.Question)
        {
            return matter is { IsQuestionOpen: true, Task.Question.Until: var until }
                ? Say($"The request waits for your answer until {matter.Time.SayWithZone(until)}. After that, it continues without one.")
                : Say($"The question is no longer open.");
        }

        var next = matter.Task.WaitsFor.Contains(matter.Recipient.Id) ? Say($"The task needs your decision.") : Say($"The task is still open.");
        return matter.Notice.Kind == NotificationKind.Answer
            ? next
            : $"{Say($"The question was not answered in time. Reminders and deadlines apply again.")} {next}";
    }

    private static IEnumerable<(string Who, string Text)> Quotes(TaskMailModel matter)
    {
        if (matter.Events.Take((int)matter.Notice.Version).OfType<TaskEvent.InformationRequested>().LastOrDefault() is { By.User: { } asker } asked)
            yield return (Say($"{matter.NameOf(asker)} asks"), asked.Text);
        if (matter.Cause is TaskEvent.InformationGiven { By.User: { } by } given)
            yield return (Say($"{matter.NameOf(by)} answers"), given.Text);
    }

    private static IEnumerable<(string Label, string Value)> Due(TaskMailModel matter) =>
        matter is { Notice.Kind: not NotificationKind.Question, Task: { IsOpen: true, DueAt: var due } } ? [(Say($"Due"), matter.Time.SayWithZone(due))] : [];

    private static string Why(TaskMailModel matter)
    {
        if (matter.Notice.Kind == NotificationKind.Question)
            return WhyText.Requester(matter.Task.Kind);
        return matter.Task.WaitingFor(matter.Recipient.Id) is { } assignee ? WhyText.Of(matter.Task, assignee, matter.Facts) : Say($"You asked the question.");
    }
}
