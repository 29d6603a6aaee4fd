using AccessReview.App.Text;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.LinkPages;

/// <summary>The recorded decision of the link's holder.</summary>
/// <param name="Number">The task's number.</param>
/// <param name="Next">What happens next.</param>
/// <param name="Left">How many open tasks the holder has.</param>
public sealed record LinkDoneModel(string Title, string Sentence, int Number, string When, string? Reason, string Next, int Left, string TaskPage)
{
    /// <summary>When the decision takes effect, and until when the holder can undo it; null: it has taken effect.</summary>
    public DateTimeOffset? UndoUntil { get; init; }

    /// <summary>Until when the certification is valid; null: until the next review, or another decision.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    public required LocalTime Time { get; init; }

    public static LinkDoneModel Of(OpenedLink.Task link, RecordedDecision decision, int left) => new(
        DecisionText.YouDid(link.Now, decision),
        link.Now.Policy.Steps[decision.Step].AsksHolder()
            ? $"{DecisionText.YouDid(link.Now, decision)}: {TaskText.Access(link.Now.Subject)}."
            : DecisionText.YouDid(decision.Decision, link.Now.Kind, link.Now.Subject),
        link.Now.Number,
        link.Time.SayWithZone(decision.At),
        decision.Reason,
        DecisionText.Next(decision.Decision, link.Now.Kind, link.Now.IsOpen),
        left,
        $"/tasks/{link.Claims.Task}")
    {
        UndoUntil = link.Now.Undo is { } undo && undo.Generation == decision.Generation ? undo.Until : null,
        ValidUntil = decision.Terms?.Until,
        Time = link.Time,
    };
}
