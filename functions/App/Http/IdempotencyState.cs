using Azure;

namespace AccessReview.App.Http;

/// <summary>What is known about an Idempotency-Key.</summary>
internal abstract record IdempotencyState
{
    private IdempotencyState()
    {
    }

    /// <summary>No answer is kept: the request is new, or an earlier sending of it ended before its answer was kept.</summary>
    /// <param name="ETag">Of the row that marks the key as used.</param>
    /// <param name="At">When it was sent for the first time.</param>
    public sealed record Begun(IdempotencyRowKey Place, ETag ETag, DateTimeOffset At) : IdempotencyState;

    public sealed record Given(IdempotentAnswer Answer) : IdempotencyState;

    public sealed record OtherBody : IdempotencyState;
}
