using AccessReview.Emulator.Host.Rpc;

namespace AccessReview.Emulator.Host;

/// <summary>A function of the worker.</summary>
/// <param name="Name">Unique without regard to case.</param>
/// <param name="Id">The worker's id for it; the same after a restart of the same build.</param>
internal sealed record WorkerFunction(string Name, string Id, IReadOnlyList<FunctionBinding> Bindings)
{
    /// <summary>The binding that starts the function.</summary>
    public FunctionBinding Trigger { get; } = Bindings.FirstOrDefault(binding => binding.IsTrigger)
        ?? throw new EmulatorRefusedException($"The function {Name} has no trigger; add one.");

    /// <summary>The function has a retry policy attribute, which is not supported.</summary>
    public bool HasRetryPolicy { get; init; }

    public static WorkerFunction Of(RpcFunctionMetadata metadata) =>
        new(metadata.Name, metadata.FunctionId, [.. metadata.RawBindings.Select(FunctionBinding.Parse)])
        {
            HasRetryPolicy = metadata.RetryOptions is not null,
        };
}
