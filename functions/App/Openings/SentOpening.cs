using AccessReview.App.Http;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Openings;

/// <summary>The form as the user sent it.</summary>
/// <param name="Key">The key that was issued with the form. Sending the form twice opens one task for each access.</param>
public sealed record SentOpening(OpeningQuery Query, string? Reason, string? Key)
{
    /// <summary>What is wrong with the reason; null: nothing.</summary>
    public string? Fault { get; private init; }

    public static SentOpening Of(IFormCollection form) => new(OpeningQuery.Of(form), form.ReadProse("reason"), form.ReadText("key"));

    public SentOpening Check(bool needsReason)
    {
        var reason = PlainText.Clean(Reason);
        if (PlainText.IsTooLong(reason))
            return this with { Fault = Say($"The text is too long: {PlainText.MaxCharacters:N0} characters at most.") };
        return needsReason && reason is null ? this with { Fault = Say($"Enter a reason.") } : this;
    }
}
