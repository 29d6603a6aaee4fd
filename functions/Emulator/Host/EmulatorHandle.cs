using AccessReview.Emulator.Clock;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AccessReview.Emulator.Host;

/// <summary>A running emulator, for the tests and pages that share its process; from the host's services.</summary>
public sealed class EmulatorHandle
{
    private readonly IServer _server;
    private readonly DevelopmentSettings _settings;

    internal EmulatorHandle(IServer server, DevelopmentSettings settings, DataFolder data, EmulatorClock clock, WorkInFlight work)
    {
        _server = server;
        _settings = settings;
        DataPath = data.Location;
        Clock = clock;
        Work = work;
    }

    /// <summary>Where functions answer; known once the host has started.</summary>
    public Uri Address => new(_server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? throw new InvalidOperationException("The emulator has no address before it has started."));

    /// <summary>The Table service's account address.</summary>
    public Uri TablesAddress => _settings.TableEndpoint;

    public string DataPath { get; }

    public EmulatorClock Clock { get; }

    public WorkInFlight Work { get; }

    /// <summary>Ends when requests, invocations, messages and orchestrations have come to rest.</summary>
    public Task WhenIdleAsync() => Work.WhenIdleAsync();
}
