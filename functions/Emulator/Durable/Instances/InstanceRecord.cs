using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AccessReview.Emulator.Durable.Instances;

/// <summary>One orchestration instance, at its current execution.</summary>
internal sealed record InstanceRecord(string InstanceId, string ExecutionId, string Name, string Version, DateTimeOffset CreatedAt)
{
    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Pending;

    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public ParentLink? Parent { get; init; }

    public bool IsFinished => Status.IsFinished;

    public static string NewExecutionId() => Guid.NewGuid().ToString("N");
}

/// <summary>Whose task a sub-orchestration is: its end is told to exactly that execution.</summary>
internal sealed record ParentLink(string InstanceId, string ExecutionId, string Name, int TaskId);

internal static class RuntimeStatuses
{
    extension(OrchestrationRuntimeStatus status)
    {
        public bool IsFinished => status is
            OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
    }
}
