using AccessReview.Emulator.Host.Rpc;

namespace AccessReview.Emulator.Host;

/// <summary>Runs functions in the worker.</summary>
internal interface IWorkerInvoker
{
    /// <summary>Runs a function once, within the functionTimeout of host.json, and answers its result or its failure.</summary>
    /// <param name="cancellationToken">
    /// Asks the worker to cancel the run. The answer is still awaited for a few seconds, because it says how the function ended.
    /// </param>
    /// <exception cref="WorkerLostException">No worker is up, or it went away before it answered: whether the function ran is unknown.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled and the worker did not answer in time.</exception>
    Task<InvocationAnswer> InvokeAsync(WorkerFunction function, InvocationInputs inputs, CancellationToken cancellationToken);
}

/// <summary>What a trigger hands to a function. Input bindings such as durableClient are added by the host.</summary>
internal sealed record InvocationInputs
{
    /// <summary>Unique for each run.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString();

    /// <summary>The trigger's value.</summary>
    public required TypedData Trigger { get; init; }

    public IReadOnlyDictionary<string, TypedData> TriggerMetadata { get; init; } = new Dictionary<string, TypedData>();

    /// <summary>A W3C traceparent that the run continues; empty: it starts a trace of its own.</summary>
    public string TraceParent { get; init; } = "";

    public string TraceState { get; init; } = "";
}

/// <summary>What the worker answered.</summary>
/// <param name="ReturnValue">Null where the function returned nothing.</param>
/// <param name="Failure">Null where the function succeeded.</param>
internal sealed record InvocationAnswer(TypedData? ReturnValue, IReadOnlyDictionary<string, TypedData> Outputs, FunctionFailedException? Failure)
{
    /// <exception cref="FunctionFailedException">The function failed.</exception>
    public InvocationAnswer OrThrow() => Failure is null ? this : throw Failure;
}
