using AccessReview.Emulator.Host.Rpc;
using Microsoft.AspNetCore.Routing;

namespace AccessReview.Emulator.Host;

/// <summary>Runs the functions of one kind of trigger. One singleton for each binding type.</summary>
internal interface ITrigger
{
    /// <summary>Such as <c>timerTrigger</c>.</summary>
    string BindingType { get; }

    /// <summary>The supported properties of the binding, in addition to the common ones. Any other property refuses the start.</summary>
    IReadOnlyCollection<string> Properties { get; }

    /// <summary>The types of output bindings that functions of this trigger may have.</summary>
    IReadOnlyCollection<string> Outputs => [];

    /// <summary>Adds a function before the trigger starts.</summary>
    /// <exception cref="EmulatorRefusedException">The function uses something that the host does not support.</exception>
    void Add(WorkerFunction function);

    /// <summary>Starts running functions after the worker is ready.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Starts no more functions, and completes when the running ones have ended. The worker is available until then.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}

/// <summary>Provides the value of an input binding, such as <c>durableClient</c>.</summary>
internal interface IInputBinding
{
    string BindingType { get; }

    /// <summary>The supported properties of the binding, in addition to the common ones. Any other property refuses the start.</summary>
    IReadOnlyCollection<string> Properties { get; }

    /// <summary>Returns the value for one invocation.</summary>
    TypedData Bind(WorkerFunction function, FunctionBinding binding);
}

/// <summary>Services that the worker calls at the host's RPC address: <c>MapGrpcService</c>.</summary>
internal interface IRpcEndpoints
{
    void Map(IEndpointRouteBuilder endpoints);
}

/// <summary>Changes a worker's settings each time it starts: adds the addresses of this host's services. It must not depend on the worker.</summary>
internal interface IWorkerSettings
{
    /// <param name="settings">By name, with colons in the names.</param>
    void Amend(IDictionary<string, string?> settings);
}
