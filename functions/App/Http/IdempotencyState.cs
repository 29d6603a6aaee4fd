using Azure;

namespace AccessReview.App.Http;

/// <summary>What is known about an Idempotency-Key.</summary>
internal abstract record IdempotencyState
{
    private IdempotencyState()
    {
    }

    /// <summary>No response is stored: the request is new, or an earlier attempt ended before its response was stored.</summary>
    /// <param name="ETag">The ETag of the row that marks the key as used.</param>
    /// <param name="At">When the request was first sent.</param>
    public sealed record Begun(IdempotencyRowKey Place, ETag ETag, DateTimeOffset At) : IdempotencyState;

    public sealed record Given(IdempotentAnswer Answer) : IdempotencyState;

    public sealed record OtherBody : IdempotencyState;
}
