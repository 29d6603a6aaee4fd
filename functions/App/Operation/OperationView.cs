using AccessReview.App.Audit;
using AccessReview.App.Directory;
using AccessReview.App.Email;
using AccessReview.App.Health;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Runs;
using AccessReview.App.Tasks;
using AccessReview.App.Tasks.Effects;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Operation;

/// <summary>The system's state. A part that did not respond is null.</summary>
public sealed record OperationView
{
    public required HealthReport Health { get; init; }

    public required QueueCount? Queue { get; init; }

    public required IReadOnlyList<DeadLetter>? DeadLetters { get; init; }

    public required IReadOnlyList<UndeliveredLine>? Undelivered { get; init; }

    public required MailBudgetState? Budget { get; init; }

    public required SampleSeries? Samples { get; init; }

    public required IReadOnlyList<StuckTask>? Stuck { get; init; }

    public required IReadOnlyList<TaskRow>? Unassigned { get; init; }

    public required IReadOnlyList<LeaverView>? Leavers { get; init; }

    /// <summary>The removal of a leaver's access is requested automatically.</summary>
    public required bool RevokesLeavers { get; init; }

    public required IReadOnlyList<WaitingWork>? Waiting { get; init; }

    public required IReadOnlyList<OpenRun>? Running { get; init; }

    public required IReadOnlyList<Begun<RebuildProgress>>? Rebuilds { get; init; }

    public required IReadOnlyList<Begun<CheckProgress>>? Checks { get; init; }

    public required bool MayOperate { get; init; }

    public required bool MayCheck { get; init; }

    public required LocalTime Time { get; init; }

    public required IReadOnlyList<IEffectHandler> EffectHandlers { get; init; }

    private bool IsDown => Health.Dependencies.Any(dependency => dependency.Status == HealthStatus.Down);

    private bool IsHeldUp => Queue is null || DeadLetters is not { Count: 0 } || Stuck is not { Count: 0 } || Waiting is not { Count: 0 } || Unassigned is { Count: > 0 } || Undelivered is { Count: > 0 };

    /// <summary>The worst state of all parts: bad, warn or good.</summary>
    public string Tone => IsDown ? "bad" : IsHeldUp ? "warn" : "good";

    /// <param name="name">The stored name of an effect.</param>
    public string TitleOfEffect(string name) => EffectHandlers.FirstOrDefault(handler => handler.Name == name)?.Title ?? name;
}

/// <summary>
/// Reads all parts. If one does not respond, only that part is missing from the page,
/// because the page is needed most when something fails.
/// </summary>
public sealed partial class OperationReader(
    DependencyChecks checks, QueueLength queue, DeadLetters deadLetters, ListUndelivered undelivered, MailBudget budget, HealthSamples samples, ListStuckTasks stuck, ListUnassignedTasks unassigned, ListLeavers leavers, IOptions<DirectoryOptions> directory,
    ManageWaitingWork waiting, ManageRuns runs, IEnumerable<IEffectHandler> effects, TimeProvider clock, ILogger<OperationReader> logger)
{
    private const int ShownRuns = 5;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public async Task<OperationView> ReadAsync(DurableTaskClient client, Caller caller, CancellationToken cancellationToken) => new()
    {
        Health = await checks.CheckAsync([Dependency.Durable(client)], cancellationToken),
        Queue = await TryReadAsync(queue.CountAsync, cancellationToken),
        DeadLetters = await TryReadAsync(deadLetters.PeekAsync, cancellationToken),
        Undelivered = await TryReadAsync(undelivered.ReadAsync, cancellationToken),
        Budget = await TryReadAsync(budget.StateAsync, cancellationToken),
        Samples = await TryReadAsync(samples.ReadAsync, cancellationToken) is { } taken ? new SampleSeries(taken, clock.GetUtcNow(), new LocalTime(caller.User.TimeZone)) : null,
        Stuck = await TryReadAsync(stuck.ReadAsync, cancellationToken),
        Unassigned = await TryReadAsync(unassigned.ReadAsync, cancellationToken),
        Leavers = await TryReadAsync(leavers.ReadAsync, cancellationToken),
        RevokesLeavers = directory.Value.RevokeLeavers,
        Waiting = await TryReadAsync(waiting.ReadAsync, cancellationToken),
        Running = await TryReadAsync(token => runs.ReadAsync(client, token), cancellationToken),
        Rebuilds = await TryReadAsync(token => OperationRun.LatestAsync<RebuildProgress>(client, nameof(RebuildIndex), ShownRuns, token), cancellationToken),
        Checks = await TryReadAsync(token => OperationRun.LatestAsync<CheckProgress>(client, nameof(CheckAudit), ShownRuns, token), cancellationToken),
        MayOperate = OrganizationTable.Allows(OrganizationAction.Operate, caller.Roles),
        MayCheck = OrganizationTable.Allows(OrganizationAction.CheckAudit, caller.Roles),
        Time = new LocalTime(caller.User.TimeZone),
        EffectHandlers = [.. effects],
    };

    private async Task<T?> TryReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await read(cancellationToken).WaitAsync(Timeout, clock, cancellationToken);
        }
        // If a client throws any exception, only its part is missing and the others are shown.
#pragma warning disable CA1031
        catch (Exception failed) when (failed is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.NotReadable(logger, typeof(T).Name, failed);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Part} could not be read for the Operation page")]
        public static partial void NotReadable(ILogger logger, string part, Exception failed);
    }
}
