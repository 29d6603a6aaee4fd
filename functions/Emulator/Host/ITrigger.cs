using AccessReview.Emulator.Host.Rpc;
using Microsoft.AspNetCore.Routing;

namespace AccessReview.Emulator.Host;

/// <summary>What runs the functions of one kind of trigger. One singleton for each binding type.</summary>
internal interface ITrigger
{
    /// <summary>Such as <c>timerTrigger</c>.</summary>
    string BindingType { get; }

    /// <summary>The properties of the binding that are supported, beyond those of every binding; any other refuses the start.</summary>
    IReadOnlyCollection<string> Properties { get; }

    /// <summary>The types of output bindings that functions of this trigger may have.</summary>
    IReadOnlyCollection<string> Outputs => [];

    /// <summary>Takes a function, before the trigger starts.</summary>
    /// <exception cref="EmulatorRefusedException">The function asks for what the host does not support.</exception>
    void Add(WorkerFunction function);

    /// <summary>The worker is ready: begins to run the functions.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Runs no more functions, and ends when those in flight have ended. The worker is up until then.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}

/// <summary>What fills an input binding that is no trigger, such as <c>durableClient</c>.</summary>
internal interface IInputBinding
{
    string BindingType { get; }

    /// <summary>The properties of the binding that are supported, beyond those of every binding; any other refuses the start.</summary>
    IReadOnlyCollection<string> Properties { get; }

    /// <summary>The value for one run.</summary>
    TypedData Bind(WorkerFunction function, FunctionBinding binding);
}

/// <summary>Services that the worker calls at the same address as the host itself: <c>MapGrpcService</c>.</summary>
internal interface IRpcEndpoints
{
    void Map(IEndpointRouteBuilder endpoints);
}

/// <summary>Changes the settings that a worker gets, each time that one starts: addresses of this host's own services. Must not depend on the worker.</summary>
internal interface IWorkerSettings
{
    /// <param name="settings">By name, with a colon between the parts of a name.</param>
    void Amend(IDictionary<string, string?> settings);
}
