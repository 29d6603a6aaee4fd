using Azure;

namespace AccessReview.App.Http;

/// <summary>What is known about an Idempotency-Key.</summary>
internal abstract record AnswerState
{
    private AnswerState()
    {
    }

    /// <summary>No answer is kept: the request is new, or an earlier sending of it ended before its answer was kept.</summary>
    /// <param name="ETag">Of the row that marks the key as used.</param>
    /// <param name="At">When it was sent for the first time.</param>
    public sealed record Begun(AnswerPlace Place, ETag ETag, DateTimeOffset At) : AnswerState;

    public sealed record Given(KeptAnswer Answer) : AnswerState;

    public sealed record OtherBody : AnswerState;
}
