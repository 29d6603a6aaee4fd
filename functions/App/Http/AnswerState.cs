using Azure;

namespace AccessReview.App.Http;

/// <summary>What is known about an Idempotency-Key.</summary>
internal abstract record AnswerState
{
    private AnswerState()
    {
    }

    /// <summary>This request is the first, or the first that did not die.</summary>
    public sealed record Begun(AnswerPlace Place, ETag ETag) : AnswerState;

    public sealed record Given(KeptAnswer Answer) : AnswerState;

    public sealed record InProgress : AnswerState;

    public sealed record OtherBody : AnswerState;
}
