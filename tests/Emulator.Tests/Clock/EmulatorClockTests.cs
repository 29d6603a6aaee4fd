using AccessReview.Emulator.Clock;
using Xunit;

namespace AccessReview.Emulator.Tests.Clock;

public sealed class EmulatorClockTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A timer fires at its due time; the clock must not have moved on when it fires.</summary>
    [Fact]
    public async Task Each_of_several_timers_that_are_due_together_fires_at_its_own_time()
    {
        using var clock = new EmulatorClock(new WorkInFlight());
        clock.Freeze(Monday);
        var fired = Enumerable.Range(0, 6).Select(_ => new List<DateTimeOffset>()).ToList();
        List<ITimer> timers = [];
        for (var i = 0; i < fired.Count; i++)
        {
            var (mine, times) = (i, fired[i]);
            timers.Add(clock.CreateScheduleTimer(_ =>
            {
                times.Add(clock.GetUtcNow());
                timers[mine].Change(TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
            }));
        }

        timers.ForEach(timer => timer.Change(TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan));
        await clock.AdvanceAsync(TimeSpan.FromHours(22), TestContext.Current.CancellationToken);

        var expected = Enumerable.Range(1, 22 * 60).Select(minute => Monday.AddMinutes(minute)).ToList();
        Assert.All(fired, times => Assert.Equal(expected, times));
    }

    [Fact]
    public async Task In_steps_a_schedule_runs_at_each_step_right_before_another_timer_and_at_the_end()
    {
        using var clock = new EmulatorClock(new WorkInFlight());
        clock.Freeze(Monday);
        List<string> fired = [];
        ITimer? schedule = null;
        schedule = clock.CreateScheduleTimer(_ =>
        {
            fired.Add($"schedule {clock.GetUtcNow():HH:mm}");
            schedule!.Change(TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan); // It is set before it fires.
        });
        schedule.Change(TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        await using var other = clock.CreateTimer(_ => fired.Add($"other {clock.GetUtcNow():HH:mm}"), null, TimeSpan.FromMinutes(20), Timeout.InfiniteTimeSpan);

        await clock.AdvanceInStepsAsync(TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(15), TestContext.Current.CancellationToken);

        Assert.Equal(["schedule 09:15", "schedule 09:20", "other 09:20", "schedule 09:30", "schedule 09:40"], fired);
        await schedule.DisposeAsync();
    }
}
