using System.Runtime.ExceptionServices;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks.Effects;

/// <summary>A task after its effects were applied, as far as they could be.</summary>
/// <param name="Task">The task.</param>
/// <param name="Pending">What could not be applied; null: nothing.</param>
/// <param name="Failure">Why the first of them could not.</param>
public sealed record SettledTask(ReviewTask Task, PendingEffects? Pending, Exception? Failure)
{
    /// <summary>For those who do not come back by themselves.</summary>
    /// <exception cref="Exception">What kept an effect from being applied.</exception>
    public void ThrowIfPending()
    {
        if (Failure is not null)
            ExceptionDispatchInfo.Throw(Failure);
    }
}
