using AccessReview.App.Text;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.LinkPages;

/// <summary>The decision that the link's holder took, as it is on record.</summary>
public sealed record LinkDoneContent(string Title, string Sentence, string When, string? Reason, string TaskPage)
{
    public static LinkDoneContent Of(OpenedLink.Task link, RecordedDecision decision) => new(
        DecisionWords.YouDid(decision.Decision),
        DecisionWords.YouDid(decision.Decision, link.Now.Kind, link.Now.Subject),
        link.Time.SayWithZone(decision.At),
        decision.Reason,
        $"/tasks/{link.Claims.Task}");
}
