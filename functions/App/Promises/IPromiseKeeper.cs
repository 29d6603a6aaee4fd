using Microsoft.DurableTask.Client;

namespace AccessReview.App.Promises;

/// <summary>The status of a promise.</summary>
public abstract record PromiseStatus
{
    private PromiseStatus()
    {
    }

    /// <summary>Done, or no longer wanted.</summary>
    public sealed record Done : PromiseStatus;

    /// <summary>In progress, or waiting for something else.</summary>
    /// <param name="MayBeReplaced">It may be an orchestration in a delay between two retries. A manual retry starts a new one.</param>
    public sealed record Running(bool MayBeReplaced = false) : PromiseStatus;

    /// <summary>Nothing is in progress.</summary>
    /// <param name="Cause">Why; null: unknown, so the recorded cause stays.</param>
    public sealed record Waiting(string? Cause = null) : PromiseStatus;
}

/// <summary>Keeps the promises of one kind. The reconciler can call it repeatedly and concurrently.</summary>
public interface IPromiseKeeper
{
    PromiseKind Kind { get; }

    /// <summary>Returns whether an operator may cancel it.</summary>
    bool MayCancel { get; }

    /// <summary>Work in progress is checked again after this time.</summary>
    TimeSpan CheckAgainAfter => TimeSpan.FromMinutes(5);

    /// <summary>The work may wait for weeks, so work in progress is healthy: an earlier cause is cleared.</summary>
    bool IsHealthyWhileRunning => false;

    Task<PromiseStatus> CheckAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken);

    /// <summary>The id of the orchestration for the next try; null: none is used.</summary>
    string? InstanceOf(Promise promise, int tries);

    /// <summary>Starts the work again, or does it.</summary>
    /// <param name="client">Starts orchestrations.</param>
    /// <param name="before">The promise before this try. Its orchestration has ended or is stuck.</param>
    /// <param name="now">The promise as stored now.</param>
    Task BeginAsync(DurableTaskClient client, Promise before, Promise now, CancellationToken cancellationToken);

    /// <summary>Cancels the work.</summary>
    Task CancelAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken);
}
