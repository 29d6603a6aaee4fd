using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>Mails about comments on a task.</summary>
public static class CommentMail
{
    private const int MaxShown = 5;

    /// <summary>If there are several comments, each is cut to this many characters. The task's page has the full text.</summary>
    private const int MaxCharacters = 500;

    /// <param name="matter">The data of the mail. It has a comment by another person than the recipient.</param>
    /// <param name="task">The URL of the task's page.</param>
    public static MailModel Write(TaskMailModel matter, Uri task)
    {
        var comments = matter.NewComments;
        var access = Say($"{TaskText.Access(matter.Task.Subject)} for {matter.Task.Subject.UserName}");
        var heading = comments is [var only] ? Say($"{NameOf(matter, only)} commented: {access}") : Say($"{comments.Count} new comments: {access}");
        return new MailModel
        {
            Subject = $"{heading} #{matter.Task.Number}",
            Heading = heading,
            Lead = Lead(matter),
            Quotes = [.. comments.TakeLast(MaxShown).Select(comment => (Who(matter, comment), comments.Count == 1 ? comment.Text : Cut(comment.Text)))],
            Facts = [.. MailFacts.Of(matter)],
            Buttons = [(Say($"Open the task"), task)],
            ButtonNote = Say($"You may need to sign in."),
            Why = Why(matter),
        };
    }

    private static string Lead(TaskMailModel matter)
    {
        if (!matter.Task.IsOpen)
            return Say($"The task is closed.");
        return matter.Task.WaitsFor.Contains(matter.Recipient.Id) ? Say($"The task needs your decision.") : Say($"The task is still open.");
    }

    private static string Why(TaskMailModel matter)
    {
        if (matter.Task.IsAssignedTo(matter.Recipient.Id))
            return Say($"The task is assigned to you.");
        return matter.Task.RequestedBy == matter.Recipient.Id ? WhyText.Requester(matter.Task.Kind) : Say($"You were assigned to this task, or you commented on it.");
    }

    private static string Who(TaskMailModel matter, TaskEvent.Commented comment) => Say($"{NameOf(matter, comment)}, {matter.Time.SayShort(comment.At)}");

    private static string NameOf(TaskMailModel matter, TaskEvent.Commented comment) => comment.By.User is { } by ? matter.NameOf(by) : Say($"The system");

    private static string Cut(string text) => text.Length <= MaxCharacters ? text : $"{text[..(char.IsHighSurrogate(text[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters)]}…";
}
