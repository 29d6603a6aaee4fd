using AccessReview.Emulator.Durable.History;
using Microsoft.DurableTask;

namespace AccessReview.Emulator.Durable.Orchestrators;

/// <summary>One attempt at a task failed; the retry loop swallows it or makes it the orchestrator's.</summary>
// Never leaves the engine: it exists to carry one value up to the retry loop.
#pragma warning disable CA1032, CA1064
internal sealed class AttemptFailedException(string taskName, int taskId, Failure failure) : Exception
#pragma warning restore CA1032, CA1064
{
    public Failure Failure => failure;

    public TaskFailedException ToPublic() => new(taskName, taskId, failure.Details);
}
