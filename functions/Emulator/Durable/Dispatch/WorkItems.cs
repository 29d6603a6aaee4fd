using AccessReview.Emulator.Durable.Storage;
using DurableTask.Core;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>One turn of an instance.</summary>
internal sealed class OrchestrationItem : TaskOrchestrationWorkItem
{
    public required HubInstance Instance { get; init; }

    /// <summary>What the turn takes.</summary>
    public required List<HubMessage> Messages { get; init; }

    /// <summary>Where histories are kept: the executions that the turn ran, several where it continued as new.</summary>
    public List<OrchestrationRuntimeState> Executions { get; } = [];

    /// <summary>The worker process that ran the code and keeps its state in memory, or null.</summary>
    public string? RanIn { get; set; }

    /// <summary>Counts it as under way, so that a stop waits for its commit.</summary>
    public required IDisposable Running { get; init; }

    /// <summary>The data file could not be written, which the database itself logs.</summary>
    public bool IsUnwritten { get; set; }

    /// <summary>Whether the mailbox has been given back already.</summary>
    public bool IsReturned { get; set; }
}

/// <summary>One run of an activity.</summary>
internal sealed class ActivityItem : TaskActivityWorkItem
{
    public required HubMessage Scheduled { get; init; }

    /// <summary>Says that somebody still has to act on the activity.</summary>
    public required IDisposable Token { get; init; }
}
