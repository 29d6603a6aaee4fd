using AccessReview.Emulator.Host.Rpc;

namespace AccessReview.Emulator.Host;

/// <summary>A function failed in the worker.</summary>
/// <remarks>Only one constructor, because it is only created from a worker's response.</remarks>
#pragma warning disable CA1032
internal sealed class FunctionFailedException(string message, string type, string workerStackTrace, bool isCancelled) : Exception(message)
#pragma warning restore CA1032
{
    /// <summary>The full type name of the exception; empty if the worker does not report it.</summary>
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
