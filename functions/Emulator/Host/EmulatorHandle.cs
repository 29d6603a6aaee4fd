using AccessReview.Emulator.Clock;

namespace AccessReview.Emulator.Host;

/// <summary>A running emulator, for the tests and pages that share its process; from the host's services.</summary>
public sealed class EmulatorHandle
{
    private readonly DevelopmentSettings _settings;

    internal EmulatorHandle(DevelopmentSettings settings, DataFolder data, EmulatorClock clock, WorkInFlight work)
    {
        _settings = settings;
        DataPath = data.Location;
        Clock = clock;
        Work = work;
    }

    /// <summary>Where functions answer.</summary>
    public Uri Address => _settings.App.Site;

    /// <summary>The Table service's account address.</summary>
    public Uri TablesAddress => _settings.TableEndpoint;

    public string DataPath { get; }

    public EmulatorClock Clock { get; }

    public WorkInFlight Work { get; }

    /// <summary>Ends when requests, invocations, messages and orchestrations have come to rest.</summary>
    public Task WhenIdleAsync() => Work.WhenIdleAsync();
}
