using AccessReview.App.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>One attempt to deliver a notification.</summary>
/// <param name="HasWaited">It has already waited for its turn.</param>
/// <param name="Task">The notification's task, read at the same time as its row; null: it is not about one task.</param>
public sealed record DeliveryTurn(bool HasWaited, Task<TaskHistory?>? Task);

/// <summary>The result of processing a message from the queue.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>Nothing is left to do: sent, skipped, or done earlier.</summary>
    public sealed record Done : Delivery;

    /// <summary>Must wait for its turn. This is not a failure.</summary>
    public sealed record Wait(DateTimeOffset Until) : Delivery;

    /// <summary>Failed, but may succeed later.</summary>
    public sealed record Retry(string Reason, TimeSpan? NotBefore = null) : Delivery;

    /// <summary>Can never succeed.</summary>
    public sealed record Impossible(string Reason) : Delivery;
}
