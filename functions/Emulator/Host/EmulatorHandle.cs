using AccessReview.Emulator.Clock;

namespace AccessReview.Emulator.Host;

/// <summary>What the pages and tests that share the emulator's process know of it.</summary>
internal sealed class EmulatorHandle(HostAddresses addresses, TablesAddress tables, DataFolder data, EmulatorClock clock, WorkInFlight work)
{
    /// <summary>Where functions answer.</summary>
    public Uri Address => addresses.Front;

    /// <summary>The Table service's account address.</summary>
    public Uri TablesAddress => tables.Account;

    public string DataPath => data.Location;

    public EmulatorClock Clock => clock;

    public WorkInFlight Work => work;

    /// <summary>Ends when requests, invocations, messages and orchestrations have come to rest.</summary>
    public Task WhenIdleAsync() => work.WhenIdleAsync();
}
