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
    public async Task A_repeated_cause_is_logged_once_a_minute_with_the_number_of_omitted_lines()
    {
        var due = Enumerable.Range(0, 1000).Count(_ => _log.IsDue("pump", new IOException("disk full"), out var _));

        await _clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(1, due);
        Assert.True(_log.IsDue("pump", new IOException("disk full"), out var leftOut));
        Assert.Equal(999, leftOut);
    }

    [Fact]
    public void Another_cause_or_another_source_is_logged_at_once()
    {
        _log.IsDue("pump", new IOException("disk full"), out _);

        Assert.True(_log.IsDue("pump", new IOException("network down", 5), out _));
        Assert.True(_log.IsDue("timer", new IOException("disk full"), out _));
        Assert.True(_log.IsDue("pump", new TimeoutException("disk full"), out _));
    }

    [Fact]
    public void The_cause_is_the_innermost_error_without_the_request_id()
    {
        _log.IsDue("pump", new InvalidOperationException("outer 1", new TimeoutException("busy\nRequestId: 1")), out _);

        Assert.False(_log.IsDue("pump", new InvalidOperationException("outer 2", new TimeoutException("busy\nRequestId: 2")), out _));
    }

    [Fact]
    public void A_file_error_is_the_same_cause_for_every_file()
    {
        var due = Enumerable.Range(0, 100).Count(number => _log.IsDue("outbox", new IOException($"No space left on device : '/outbox/{number}.tmp'", 28), out _));

        Assert.Equal(1, due);
    }

    [Fact]
    public void Many_different_causes_use_bounded_memory_and_each_is_logged()
    {
        var due = Enumerable.Range(0, 5000).Count(number => _log.IsDue("pump", new InvalidOperationException($"cause {number}"), out _));

        Assert.Equal(5000, due);
    }

    public void Dispose() => _clock.Dispose();
}
