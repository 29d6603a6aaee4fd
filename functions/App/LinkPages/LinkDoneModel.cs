using AccessReview.App.Text;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.LinkPages;

/// <summary>The recorded decision of the link's holder.</summary>
public sealed record LinkDoneModel(string Title, string Sentence, string When, string? Reason, string TaskPage)
{
    /// <summary>When the decision takes effect, and until when the holder can undo it; null: it has taken effect.</summary>
    public DateTimeOffset? UndoUntil { get; init; }

    public required LocalTime Time { get; init; }

    public static LinkDoneModel Of(OpenedLink.Task link, RecordedDecision decision) => new(
        DecisionText.YouDid(decision.Decision),
        DecisionText.YouDid(decision.Decision, link.Now.Kind, link.Now.Subject),
        link.Time.SayWithZone(decision.At),
        decision.Reason,
        $"/tasks/{link.Claims.Task}")
    {
        UndoUntil = link.Now.Undo is { } undo && undo.Generation == decision.Generation ? undo.Until : null,
        Time = link.Time,
    };
}
