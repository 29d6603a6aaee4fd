using AccessReview.Emulator.Host.Rpc;

namespace AccessReview.Emulator.Host;

/// <summary>Runs functions in the worker.</summary>
internal interface IWorkerInvoker
{
    /// <summary>Runs a function once, within the functionTimeout of host.json, and returns its result or failure.</summary>
    /// <param name="cancellationToken">Asks the worker to cancel the run. The response is still awaited for a few seconds, because it says how it ended.</param>
    /// <exception cref="WorkerLostException">No worker is available, or it ended before it responded: whether the function ran is unknown.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled and the worker did not respond in time.</exception>
    Task<InvocationAnswer> InvokeAsync(WorkerFunction function, InvocationInputs inputs, CancellationToken cancellationToken);
}

/// <summary>A trigger's input to a function. The host adds input bindings such as durableClient.</summary>
internal sealed record InvocationInputs
{
    /// <summary>Unique for each invocation.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString();

    /// <summary>The trigger's value.</summary>
    public required TypedData Trigger { get; init; }

    public IReadOnlyDictionary<string, TypedData> TriggerMetadata { get; init; } = new Dictionary<string, TypedData>();

    /// <summary>The W3C traceparent that the invocation continues; empty: it starts a new trace.</summary>
    public string TraceParent { get; init; } = "";

    public string TraceState { get; init; } = "";
}

/// <summary>The worker's response.</summary>
/// <param name="ReturnValue">Null if the function returned nothing.</param>
/// <param name="Failure">Null if the function succeeded.</param>
internal sealed record InvocationAnswer(TypedData? ReturnValue, IReadOnlyDictionary<string, TypedData> Outputs, FunctionFailedException? Failure)
{
    /// <exception cref="FunctionFailedException">The function failed.</exception>
    public InvocationAnswer OrThrow() => Failure is null ? this : throw Failure;
}
