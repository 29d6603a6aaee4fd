// Microsoft's file carries no nullable annotations, so neither does this.
#nullable disable

namespace DurableTask.Core.Exceptions;

/// <summary>An orchestrator did in its replay what its history does not have, or did not do what it has.</summary>
public class NonDeterministicOrchestrationException : OrchestrationException
{
    public NonDeterministicOrchestrationException(int eventId, string eventDetails)
        : base("Non-Deterministic workflow detected: " + eventDetails) => EventId = eventId;
}
