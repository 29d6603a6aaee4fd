using AccessReview.Emulator.Durable.Protocol;
using DurableTask.Core;
using Google.Protobuf;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Worker;

/// <summary>Why a function did not succeed.</summary>
internal static class FunctionFailures
{
    private static readonly JsonParser Json = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static FailureDetails NoOrchestrator(string name) =>
        Final("OrchestratorTaskNotFound", $"No orchestrator task named '{name}' was found.");

    public static FailureDetails NoActivity(string name) =>
        Final("ActivityTaskNotFound", $"No activity task named '{name}' was found.");

    /// <summary>
    /// What a worker's exception says. The durable extension of the worker puts JSON into the message of an activity's exception,
    /// which names the original exception and its inner ones; any other exception is taken as it is.
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
            // A message that only looks like JSON.
        }

        var kind = type is { Length: > 0 } ? type : "(unknown)";
        return new FailureDetails(kind, text, stackTrace, innerFailure: null, isNonRetriable: false);
    }

    /// <summary>Nothing of that name exists, however often it is tried.</summary>
    private static FailureDetails Final(string type, string message) =>
        new(type, message, stackTrace: null, innerFailure: null, isNonRetriable: true);
}
