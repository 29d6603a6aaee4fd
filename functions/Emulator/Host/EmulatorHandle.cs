using AccessReview.Emulator.Clock;

namespace AccessReview.Emulator.Host;

/// <summary>The emulator's services for pages and tests in its process.</summary>
internal sealed class EmulatorHandle(HostAddresses addresses, TablesAddress tables, DataFolder data, EmulatorClock clock, WorkInFlight work)
{
    /// <summary>The URL of the functions.</summary>
    public Uri Address => addresses.Front;

    /// <summary>The account URL of the Table service.</summary>
    public Uri TablesAddress => tables.Account;

    public string DataPath => data.Location;

    public EmulatorClock Clock => clock;

    public WorkInFlight Work => work;

    /// <summary>Completes when no requests, invocations, messages or orchestrations are in progress.</summary>
    public Task WhenIdleAsync() => work.WhenIdleAsync();
}
