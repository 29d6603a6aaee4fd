using System.Globalization;
using System.Text.RegularExpressions;
using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.App.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Runs;

/// <summary>A run as the page shows it.</summary>
/// <param name="Progress">The run's progress; null: not reported yet.</param>
public sealed record Begun<T>(DateTimeOffset At, OrchestrationRuntimeStatus Status, T? Progress)
    where T : class
{
    public bool IsOver => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public bool IsCancelled => Status == OrchestrationRuntimeStatus.Terminated;

    public bool HasFailed => Status == OrchestrationRuntimeStatus.Failed;
}

/// <summary>Orchestrations that operators start and monitor. Their custom status is their progress.</summary>
internal static partial class OperationRun
{
    public static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    /// <summary>Starts a scheduled run. Returns its id, which is its start time.</summary>
    public static Task<string> StartAsync<T>(
        DurableTaskClient client, PromiseStore promises, PromiseKind kind, TaskName orchestration, T input, DateTimeOffset at, CancellationToken cancellationToken)
        where T : class =>
        StartAsync(client, promises, kind, orchestration, input, RowKey.Of(at), cancellationToken);

    /// <summary>Starts a run once per operation, however often it is called. Returns its id.</summary>
    public static Task<string> StartAsync<T>(
        DurableTaskClient client, PromiseStore promises, PromiseKind kind, TaskName orchestration, T input, OperationId operation, CancellationToken cancellationToken)
        where T : class =>
        StartAsync(client, promises, kind, orchestration, input, IdOf(operation), cancellationToken);

    /// <summary>
    /// Writes a promise for the run and starts it.
    /// If it fails or cannot be started, the reconciler starts it again until it completes.
    /// </summary>
    private static async Task<string> StartAsync<T>(
        DurableTaskClient client, PromiseStore promises, PromiseKind kind, TaskName orchestration, T input, string id, CancellationToken cancellationToken)
        where T : class
    {
        await promises.MakeAsync(kind, id, cancellationToken, RowJson.Write(input));
        try
        {
            await client.StartOnceAsync(orchestration, InstanceOf(orchestration, id), input, cancellationToken);
        }
#pragma warning disable CA1031 // The promise stays, so the reconciler starts the run.
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await promises.NoteAsync(kind, id, failed);
        }

        return id;
    }

    /// <summary>Ids sort by time to a hundredth of a second; the last digits distinguish operations of the same moment.</summary>
    private static string IdOf(OperationId operation)
    {
        var tail = long.Parse(operation.Value[^8..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 100_000;
        return string.Create(CultureInfo.InvariantCulture, $"{RowKey.Of(operation.BegunAt)[..^5]}{tail:D5}");
    }

    /// <exception cref="ProblemException">404: there is no such run, or its history was deleted.</exception>
    public static async Task<(string Status, T? Progress)> FindAsync<T>(
        DurableTaskClient client, PromiseStore promises, PromiseKind kind, TaskName orchestration, string id, CancellationToken cancellationToken)
        where T : class
    {
        if (!Identifier().IsMatch(id))
            throw Problems.NotFound();
        // A failed run is followed by instances with the same name and a number.
        var instance = (await ReadAsync(client, InstanceOf(orchestration, id), cancellationToken)).MaxBy(instance => instance.CreatedAt);
        if (instance is null)
            return await promises.FindAsync(kind, id, cancellationToken) is null ? throw Problems.NotFound() : (nameof(OrchestrationRuntimeStatus.Pending), null);
        return (instance.RuntimeStatus.ToString(), instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<T>());
    }

    /// <summary>The recent runs, latest first.</summary>
    public static async Task<IReadOnlyList<Begun<T>>> LatestAsync<T>(DurableTaskClient client, TaskName orchestration, int max, CancellationToken cancellationToken)
        where T : class
    {
        // Ids are times, so the last ids are the latest runs. Only a month of runs is kept, so reading all is cheap.
        var all = await ReadAsync(client, InstanceOf(orchestration, ""), cancellationToken);
        var last = all.GroupBy(instance => RunOf(instance.InstanceId)).Select(tries => tries.MaxBy(instance => instance.CreatedAt)!); // No group is empty.
        return [.. last.OrderByDescending(instance => instance.InstanceId, StringComparer.Ordinal).Take(max).Select(instance =>
            new Begun<T>(instance.CreatedAt, instance.RuntimeStatus, instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<T>()))];
    }

    private static async Task<IReadOnlyList<OrchestrationMetadata>> ReadAsync(DurableTaskClient client, string prefix, CancellationToken cancellationToken)
    {
        List<OrchestrationMetadata> all = [];
        await foreach (var instance in client.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = prefix, FetchInputsAndOutputs = true }).WithCancellation(cancellationToken))
            all.Add(instance);
        return all;
    }

    private static string RunOf(string instance) => instance.LastIndexOf("-r", StringComparison.Ordinal) is > 0 and var end ? instance[..end] : instance;

    public static string InstanceOf(TaskName orchestration, string id) => $"{orchestration.Name}-{id}";

    [GeneratedRegex("^[0-9]{19}$")]
    private static partial Regex Identifier();
}
