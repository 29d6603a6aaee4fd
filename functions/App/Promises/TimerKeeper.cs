using Microsoft.DurableTask.Client;

namespace AccessReview.App.Promises;

/// <summary>Runs timer functions whose run failed or was missed and whose schedule is slow.</summary>
internal sealed class TimerKeeper(IServiceProvider services, TimerPromises timers) : IPromiseKeeper
{
    public PromiseKind Kind => PromiseKind.Timer;

    // A timer is switched off in the configuration.
    public bool MayCancel => false;

    public string? InstanceOf(Promise promise, int tries) => null;

    public Task<PromiseStatus> CheckAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken) => Task.FromResult<PromiseStatus>(TimedFunction.Find(promise.Id) switch
    {
        // A timer of an earlier build.
        null => new PromiseStatus.Done(),
        // Its own schedule runs it within the hour.
        { IsSlow: false } => new PromiseStatus.Running(),
        // After an outage the host itself runs a missed timer.
        { } function when promise is { Tries: 0, Cause: null } && promise.NextTry == promise.Since + function.Tolerance => new PromiseStatus.Running(MayBeReplaced: true),
        _ => new PromiseStatus.Waiting(),
    });

    public async Task BeginAsync(DurableTaskClient client, Promise before, Promise now, CancellationToken cancellationToken)
    {
        var function = TimedFunction.Find(now.Id) ?? throw new InvalidOperationException($"There is no timer {now.Id}.");
        await function.RunAsync(services, client, cancellationToken);
        await timers.RanAsync(function, cancellationToken);
    }

    public Task CancelAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A timer is not cancelled.");
}
