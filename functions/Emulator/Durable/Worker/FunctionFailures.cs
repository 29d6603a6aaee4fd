using AccessReview.Emulator.Durable.Protocol;
using DurableTask.Core;
using Google.Protobuf;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Worker;

/// <summary>Converts a function's failure to the engine's failure details.</summary>
internal static class FunctionFailures
{
    private static readonly JsonParser Json = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static FailureDetails NoOrchestrator(string name) =>
        Final("OrchestratorTaskNotFound", $"No orchestrator task named '{name}' was found.");

    public static FailureDetails NoActivity(string name) =>
        Final("ActivityTaskNotFound", $"No activity task named '{name}' was found.");

    /// <summary>
    /// Reads a worker's exception. The worker's durable extension puts JSON with the original exception and its inner exceptions
    /// into the message of an activity's exception. Any other exception is used as it is.
    /// </summary>
    public static FailureDetails Of(string? type, string? message, string? stackTrace)
    {
        var text = message ?? "";
        try
        {
            if (text.StartsWith('{') && Json.Parse<P.TaskFailureDetails>(text).ToCore() is { ErrorType.Length: > 0 } details)
                return details;
        }
        catch (IOException)
        {
            // The message only looks like JSON.
        }

        var kind = type is { Length: > 0 } ? type : "(unknown)";
        return new FailureDetails(kind, text, stackTrace, innerFailure: null, isNonRetriable: false);
    }

    /// <summary>There is no function of this name, so a retry does not help.</summary>
    private static FailureDetails Final(string type, string message) =>
        new(type, message, stackTrace: null, innerFailure: null, isNonRetriable: true);
}
