using AccessReview.App.Tasks;
using AccessReview.App.Text;

namespace AccessReview.App.MyWork;

/// <summary>A line of the history on a task's page.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Text">What happened.</param>
/// <param name="Quote">What a user wrote with it; null: nothing.</param>
public sealed record HistoryLine(DateTimeOffset At, string Text, string? Quote)
{
    /// <summary>The events and the notifications that did not arrive, oldest first.</summary>
    public static IEnumerable<HistoryLine> Of(Details details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var words = new HistoryText(details.NameOf);
        var events = details.Events.Select(happened => new HistoryLine(happened.At, words.Of(happened, details.Task), HistoryText.QuoteOf(happened)));
        return events.Concat(details.Undelivered.Select(one => Of(one, details))).OrderBy(line => line.At);
    }

    private static HistoryLine Of(Undelivered undelivered, Details details)
    {
        string?[] sentences =
        [
            UndeliveredText.Line(details.NameOfChannel(undelivered.Channel), details.NameOf(undelivered.To)),
            UndeliveredText.Reason(undelivered.Reason),
            UndeliveredText.Next(undelivered.Next is { } next ? details.NameOfChannel(next) : null, details.Task.IsOpen),
        ];
        return new HistoryLine(undelivered.At, string.Join(' ', sentences.OfType<string>()), null);
    }
}
