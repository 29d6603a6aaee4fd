using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Host;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>State that survives a restart on the same folder.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Function_keys_survive_a_restart()
    {
        await using var host = new BuiltHost();
        var before = host.Get<HostKeys>();

        await host.EndAsync();

        Assert.Equal((before.Function, before.Master), (host.Get<HostKeys>().Function, host.Get<HostKeys>().Master));
    }

    [Fact]
    public async Task A_stopped_clock_keeps_its_time_over_a_restart()
    {
        var monday = new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
        await using var host = new BuiltHost(("Emulator:FreezeClockAt", monday.ToString("O")));
        await host.Get<EmulatorClock>().AdvanceAsync(TimeSpan.FromDays(3));

        await host.EndAsync();

        Assert.Equal(monday.AddDays(3), host.Get<EmulatorClock>().GetUtcNow());
    }

    [Fact]
    public async Task A_running_clock_keeps_its_offset_over_a_restart()
    {
        await using var host = new BuiltHost();
        await host.Get<EmulatorClock>().AdvanceAsync(TimeSpan.FromDays(3));
        var ahead = host.Get<EmulatorClock>().Offset;

        await host.EndAsync();

        Assert.Equal(ahead, host.Get<EmulatorClock>().Offset);
    }
}
