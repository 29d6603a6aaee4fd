using AccessReview.Emulator.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class TimerTests
{
    [Fact]
    public async Task A_moved_clock_meets_each_occurrence_once_at_its_own_time()
    {
        await using var host = await new HostDriver().With<TimerSample>().StartAsync();

        await host.AdvanceAsync(TimeSpan.FromHours(3.5));

        Assert.Equal(["Hourly 09:00 in time", "Hourly 10:00 in time", "Hourly 11:00 in time"], host.Journal.Lines);
    }

    [Fact]
    public async Task A_schedule_may_be_a_setting_or_a_time_span_and_run_on_startup()
    {
        await using var host = await new HostDriver().With<TimerKinds>().Setting("Nightly", "0 0 2 * * *").StartAsync();

        await host.Emulator.WhenIdleAsync();
        await host.AdvanceAsync(TimeSpan.FromHours(20));

        Assert.Equal(["spaced Mon 08:00 True", "spaced Mon 18:00 True", "Tue 02:00 last Mon next Tue", "spaced Tue 04:00 True"], host.Journal.Lines);
    }

    [Fact]
    public async Task A_timer_runs_at_its_next_occurrence_though_the_one_before_could_not_be_noted()
    {
        await using var host = await new HostDriver().With<TimerSample>().StartAsync();
        var database = host.Services.GetRequiredService<EmulatorDatabase>();
        database.IsFull = true;
        await Assert.ThrowsAsync<StorageException>(() => host.AdvanceAsync(TimeSpan.FromHours(1.5)));

        database.IsFull = false;
        await host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(["Hourly 09:00 in time", "Hourly 10:00 in time"], host.Journal.Lines);
    }

    [Fact]
    public async Task A_run_missed_while_nothing_was_up_is_made_good_once()
    {
        await using var host = await new HostDriver().With<TimerSample>().StartAsync();
        await host.AdvanceAsync(TimeSpan.FromHours(1));
        await host.StopAsync();

        await host.Setting("Emulator:FreezeClockAt", HostDriver.Monday.AddHours(5.5).ToString("O")).StartAsync();
        await host.Emulator.WhenIdleAsync();
        await host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(["Hourly 09:00 in time", "Hourly 13:30 late", "Hourly 14:00 in time"], host.Journal.Lines);
    }

    [Fact]
    public async Task A_restart_repeats_nothing_that_ran()
    {
        await using var host = await new HostDriver().With<TimerSample>().StartAsync();
        await host.AdvanceAsync(TimeSpan.FromHours(1));

        await host.StopAsync();
        await host.StartAsync();
        await host.Emulator.WhenIdleAsync();
        await host.AdvanceAsync(TimeSpan.FromMinutes(59));

        Assert.Equal(["Hourly 09:00 in time"], host.Journal.Lines);
    }

    [Fact]
    public async Task A_timer_that_fails_is_logged_and_runs_again_at_its_next_occurrence()
    {
        await using var host = await new HostDriver().With<FailingTimer>().StartAsync();

        await host.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal(["tried False", "tried False"], host.Journal.Lines);
        Assert.Contains(host.Journal.Errors, line => line.EndsWith("the timer's reason", StringComparison.Ordinal));
    }
}
