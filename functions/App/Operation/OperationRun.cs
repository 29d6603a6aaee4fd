using System.Globalization;
using System.Text.RegularExpressions;
using AccessReview.App.Http;
using AccessReview.App.Store;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Operation;

/// <summary>A run as the page shows it.</summary>
/// <param name="Progress">How far it has come; null: it has not said yet.</param>
public sealed record Begun<T>(DateTimeOffset At, OrchestrationRuntimeStatus Status, T? Progress)
    where T : class
{
    public bool IsOver => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public bool HasFailed => IsOver && Status != OrchestrationRuntimeStatus.Completed;
}

/// <summary>Orchestrations that operators start and ask after; their custom status says how far they have come.</summary>
internal static partial class OperationRun
{
    public static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    /// <summary>Answers the identifier that it is asked after by: the moment it began in.</summary>
    public static async Task<string> StartAsync(DurableTaskClient client, TaskName orchestration, object input, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var id = RowKey.Of(at);
        await client.ScheduleNewOrchestrationInstanceAsync(orchestration, input, new StartOrchestrationOptions(InstanceOf(orchestration, id)), cancellationToken);
        return id;
    }

    /// <summary>Starts it once for an operation, however often that is done; answers the identifier that it is asked after by.</summary>
    public static async Task<string> StartAsync(DurableTaskClient client, TaskName orchestration, object input, OperationId operation, CancellationToken cancellationToken)
    {
        var id = IdOf(operation);
        try
        {
            var options = new StartOrchestrationOptions(InstanceOf(orchestration, id)).WithDedupeStatuses(Enum.GetValues<OrchestrationRuntimeStatus>());
            await client.ScheduleNewOrchestrationInstanceAsync(orchestration, input, options, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // The same request, sent again.
        }

        return id;
    }

    /// <summary>Identifiers sort by time, to a hundredth of a second; the last digits tell operations of one moment apart.</summary>
    private static string IdOf(OperationId operation)
    {
        var tail = long.Parse(operation.Value[^8..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 100_000;
        return string.Create(CultureInfo.InvariantCulture, $"{RowKey.Of(operation.BegunAt)[..^5]}{tail:D5}");
    }

    /// <exception cref="ProblemException">404: nobody began such a one, or it was purged.</exception>
    public static async Task<(string Status, T? Progress)> FindAsync<T>(DurableTaskClient client, TaskName orchestration, string id, CancellationToken cancellationToken)
        where T : class
    {
        if (!Identifier().IsMatch(id) || await client.GetInstanceAsync(InstanceOf(orchestration, id), getInputsAndOutputs: true, cancellationToken) is not { } instance)
            throw Problems.NotFound();
        return (instance.RuntimeStatus.ToString(), instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<T>());
    }

    /// <summary>Those begun of late, the latest first.</summary>
    public static async Task<IReadOnlyList<Begun<T>>> LatestAsync<T>(DurableTaskClient client, TaskName orchestration, int most, CancellationToken cancellationToken)
        where T : class
    {
        // Their names are times, so that the last are the latest; a month's worth of them is kept, which is not much.
        var query = new OrchestrationQuery { InstanceIdPrefix = InstanceOf(orchestration, ""), FetchInputsAndOutputs = true };
        List<OrchestrationMetadata> all = [];
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
            all.Add(instance);
        return [.. all.OrderByDescending(instance => instance.InstanceId, StringComparer.Ordinal).Take(most).Select(instance =>
            new Begun<T>(instance.CreatedAt, instance.RuntimeStatus, instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<T>()))];
    }

    public static string InstanceOf(TaskName orchestration, string id) => $"{orchestration.Name}-{id}";

    [GeneratedRegex("^[0-9]{19}$")]
    private static partial Regex Identifier();
}
