using System.Runtime.ExceptionServices;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks.Effects;

/// <summary>A task after its effects were applied, as far as possible.</summary>
/// <param name="Task">The task.</param>
/// <param name="Pending">The effects that failed; null: none.</param>
/// <param name="Failure">The error of the first failed effect; null: none failed.</param>
public sealed record SettledTask(ReviewTask Task, PendingEffects? Pending, Exception? Failure)
{
    /// <summary>Throws if an effect failed. For callers that do not retry automatically.</summary>
    /// <exception cref="Exception">The error of the first failed effect.</exception>
    public void ThrowIfPending()
    {
        if (Failure is not null)
            ExceptionDispatchInfo.Throw(Failure);
    }
}
