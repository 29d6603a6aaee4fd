using Microsoft.DurableTask.Client;

namespace AccessReview.App.Promises;

/// <summary>How a promise stands.</summary>
public abstract record Standing
{
    private Standing()
    {
    }

    /// <summary>Done, or not wanted any more.</summary>
    public sealed record Kept : Standing;

    /// <summary>Somebody is at work on it, or something else comes first.</summary>
    /// <param name="MayBeReplaced">An orchestration that may be in a pause between two tries: whoever wants it tried now gets a fresh one.</param>
    public sealed record AtWork(bool MayBeReplaced = false) : Standing;

    /// <summary>Nobody is at work on it.</summary>
    /// <param name="Cause">Why, where that can be known; null: what was noted before is all that is known.</param>
    public sealed record Waits(string? Cause = null) : Standing;
}

/// <summary>Keeps the promises of one kind. Looked at and begun by the reconciler, any number of times, by several at once.</summary>
public interface IPromiseKeeper
{
    PromiseKind Kind { get; }

    /// <summary>Can somebody say that it is not wanted any more?</summary>
    bool MayCancel { get; }

    Task<Standing> LookAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken);

    /// <summary>The orchestration that the next try is to start; null: none.</summary>
    string? InstanceOf(Promise promise, int tries);

    /// <summary>Begins it anew, or does it.</summary>
    /// <param name="client">Starts orchestrations.</param>
    /// <param name="before">As it was: what it names is at an end, or stuck.</param>
    /// <param name="now">As it is on record now.</param>
    Task BeginAsync(DurableTaskClient client, Promise before, Promise now, CancellationToken cancellationToken);

    /// <summary>Ends it: nothing of it happens any more.</summary>
    Task CancelAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken);
}
