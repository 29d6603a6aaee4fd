using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Faults;
using Xunit;

namespace AccessReview.Emulator.Tests.Faults;

public sealed class FaultLogTests : IDisposable
{
    private readonly EmulatorClock _clock = new(new WorkInFlight());
    private readonly FaultLog _log;

    public FaultLogTests()
    {
        _clock.Freeze(new DateTimeOffset(2026, 5, 25, 9, 0, 0, TimeSpan.Zero));
        _log = new FaultLog(_clock);
    }

    [Fact]
    public async Task A_cause_that_repeats_is_due_once_a_minute_and_says_how_often_it_was_left_out()
    {
        var due = Enumerable.Range(0, 1000).Count(_ => _log.IsDue("pump", new IOException("disk full"), out var _));

        await _clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(1, due);
        Assert.True(_log.IsDue("pump", new IOException("disk full"), out var leftOut));
        Assert.Equal(999, leftOut);
    }

    [Fact]
    public void Another_cause_and_another_place_are_due_at_once()
    {
        _log.IsDue("pump", new IOException("disk full"), out _);

        Assert.True(_log.IsDue("pump", new IOException("network down", 5), out _));
        Assert.True(_log.IsDue("timer", new IOException("disk full"), out _));
        Assert.True(_log.IsDue("pump", new TimeoutException("disk full"), out _));
    }

    [Fact]
    public void The_cause_is_the_innermost_error_without_what_names_the_request()
    {
        _log.IsDue("pump", new InvalidOperationException("outer 1", new TimeoutException("busy\nRequestId: 1")), out _);

        Assert.False(_log.IsDue("pump", new InvalidOperationException("outer 2", new TimeoutException("busy\nRequestId: 2")), out _));
    }

    [Fact]
    public void An_error_of_files_is_the_same_cause_whichever_file_it_names()
    {
        var due = Enumerable.Range(0, 100).Count(number => _log.IsDue("outbox", new IOException($"No space left on device : '/outbox/{number}.tmp'", 28), out _));

        Assert.Equal(1, due);
    }

    [Fact]
    public void However_many_causes_there_are_memory_is_bounded_and_each_is_due()
    {
        var due = Enumerable.Range(0, 5000).Count(number => _log.IsDue("pump", new InvalidOperationException($"cause {number}"), out _));

        Assert.Equal(5000, due);
    }

    public void Dispose() => _clock.Dispose();
}
