using AccessReview.Emulator.Durable.Storage;
using DurableTask.Core;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>One turn of an instance.</summary>
internal sealed class OrchestrationItem : TaskOrchestrationWorkItem
{
    public required HubInstance Instance { get; init; }

    /// <summary>The messages that the turn takes.</summary>
    public required List<HubMessage> Messages { get; init; }

    /// <summary>If histories are kept: the executions of this turn, several if it continued as new.</summary>
    public List<OrchestrationRuntimeState> Executions { get; } = [];

    /// <summary>The worker process that ran the code and keeps its state in memory, or null.</summary>
    public string? RanIn { get; set; }

    /// <summary>Counts the turn as in progress, so that a stop waits for its commit.</summary>
    public required IDisposable Running { get; init; }

    /// <summary>The data file could not be written. The database logs the cause.</summary>
    public bool IsUnwritten { get; set; }

    /// <summary>True if the mailbox has already been returned.</summary>
    public bool IsReturned { get; set; }
}

/// <summary>One run of an activity.</summary>
internal sealed class ActivityItem : TaskActivityWorkItem
{
    public required HubMessage Scheduled { get; init; }

    /// <summary>Marks the activity as work in progress.</summary>
    public required IDisposable Token { get; init; }
}
