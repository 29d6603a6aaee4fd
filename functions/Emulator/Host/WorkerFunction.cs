using AccessReview.Emulator.Host.Rpc;

namespace AccessReview.Emulator.Host;

/// <summary>A function that the worker offers.</summary>
/// <param name="Name">Unique whatever its case.</param>
/// <param name="Id">What the worker knows it by; the same after a restart of the same build.</param>
internal sealed record WorkerFunction(string Name, string Id, IReadOnlyList<FunctionBinding> Bindings)
{
    /// <summary>The one binding that starts the function.</summary>
    public FunctionBinding Trigger { get; } = Bindings.FirstOrDefault(binding => binding.IsTrigger)
        ?? throw new EmulatorRefusedException($"The function {Name} has no trigger; add one.");

    /// <summary>Retry policies of attributes are not supported.</summary>
    public bool HasRetryPolicy { get; init; }

    public static WorkerFunction Of(RpcFunctionMetadata metadata) =>
        new(metadata.Name, metadata.FunctionId, [.. metadata.RawBindings.Select(FunctionBinding.Parse)])
        {
            HasRetryPolicy = metadata.RetryOptions is not null,
        };
}
