using Microsoft.Azure.Functions.Worker;

namespace AccessReview.Emulator.Host;

/// <summary>One call of a function: what its trigger has to give it.</summary>
internal sealed class FunctionCall(EmulatedFunction function, Func<Type, object?> bindTrigger)
{
    public EmulatedFunction Function { get; } = function;

    /// <summary>Makes the value of the trigger's parameter, in the type that the function asks for.</summary>
    public Func<Type, object?> BindTrigger { get; } = bindTrigger;

    /// <summary>What parameters without a value of their own may take by name, such as route values.</summary>
    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = new Dictionary<string, object?>();

    /// <summary>Makes other parameters that this trigger knows by their type; null where it does not.</summary>
    public Func<Type, object?> BindOther { get; init; } = _ => null;

    /// <summary>What worker middleware finds in FunctionContext.Features, such as the HttpContext.</summary>
    public Action<FunctionContext> Prepare { get; init; } = _ => { };

    /// <summary>An orchestrator waits for days of its own accord and is replayed: no timeout, no trace of its own.</summary>
    public bool IsOrchestrator { get; init; }
}
