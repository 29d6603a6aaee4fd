using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>A comment, question or answer, as shown under a task's comments.</summary>
/// <param name="Who">The writer; for a question or an answer, as a sentence.</param>
public sealed record SaidLine(string Who, DateTimeOffset At, string Text)
{
    /// <summary>Returns null for every other event.</summary>
    public static SaidLine? Of(TaskEvent happened, Func<UserId, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(nameOf);
        var by = happened.By.User is { } user ? nameOf(user) : Say($"The system");
        return happened switch
        {
            TaskEvent.Commented comment => new SaidLine(by, comment.At, comment.Text),
            TaskEvent.InformationRequested asked => new SaidLine(Say($"{by} requested information"), asked.At, asked.Text),
            TaskEvent.InformationGiven given => new SaidLine(Say($"{by} answered"), given.At, given.Text),
            _ => null,
        };
    }

    /// <summary>Returns whether the event has a line.</summary>
    public static bool Is(TaskEvent happened) => happened is TaskEvent.Commented or TaskEvent.InformationRequested or TaskEvent.InformationGiven;
}
