using Microsoft.DurableTask;

namespace AccessReview.Emulator.Durable.History;

/// <summary>How a task failed; one that is final (nothing of that name or version exists) is never tried again.</summary>
internal sealed record Failure(TaskFailureDetails Details)
{
    public const string NoSuchActivity = "ActivityTaskNotFound";
    public const string NoSuchOrchestrator = "OrchestratorTaskNotFound";
    public const string WrongVersion = "VersionMismatch";

    public bool IsFinal => Details.ErrorType is NoSuchActivity or NoSuchOrchestrator or WrongVersion;

    public static TaskFailureDetails Of(string errorType, string message) => new(errorType, message, null, null, null);
}
