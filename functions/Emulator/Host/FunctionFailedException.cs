using AccessReview.Emulator.Host.Rpc;

namespace AccessReview.Emulator.Host;

/// <summary>A function failed in the worker.</summary>
/// <remarks>Declared with one constructor: nothing else than an answer of the worker makes one.</remarks>
#pragma warning disable CA1032
internal sealed class FunctionFailedException(string message, string type, string workerStackTrace, bool isCancelled) : Exception(message)
#pragma warning restore CA1032
{
    /// <summary>The type's full name of what the function threw; empty where the worker does not say.</summary>
    public string Type { get; } = type;

    public string WorkerStackTrace { get; } = workerStackTrace;

    /// <summary>The function ended because it was cancelled.</summary>
    public bool IsCancelled { get; } = isCancelled;

    public override string ToString() => WorkerStackTrace.Length == 0 ? $"{Type}: {Message}" : $"{Type}: {Message}\n{WorkerStackTrace}";

    public static FunctionFailedException Of(StatusResult result) => new(
        result.Exception?.Message ?? result.Result,
        result.Exception?.Type ?? "",
        result.Exception?.StackTrace ?? "",
        result.Status == StatusResult.Types.Status.Cancelled);
}
