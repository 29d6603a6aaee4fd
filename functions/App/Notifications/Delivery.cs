namespace AccessReview.App.Notifications;

/// <summary>What became of a message from the queue.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>Nothing is left to do: sent, skipped, or done before.</summary>
    public sealed record Done : Delivery;

    /// <summary>Not its turn yet; no failure.</summary>
    public sealed record Wait(DateTimeOffset Until) : Delivery;

    /// <summary>Failed, and may work later.</summary>
    public sealed record Retry(string Reason, TimeSpan? NotBefore = null) : Delivery;

    /// <summary>Will never work.</summary>
    public sealed record Impossible(string Reason) : Delivery;
}
