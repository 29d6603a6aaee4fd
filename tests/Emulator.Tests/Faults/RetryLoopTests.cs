using System.Threading.Channels;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Faults;
using Xunit;

namespace AccessReview.Emulator.Tests.Faults;

public sealed class RetryLoopTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly Channel<bool> _attempts = Channel.CreateUnbounded<bool>();

    [Fact]
    public async Task Work_that_is_left_is_tried_again_after_a_pause()
    {
        using var loop = new RetryLoop(new Backoff { First = TimeSpan.FromMilliseconds(1) });

        loop.Start(Attempts(false, false, true));

        Assert.False(await NextAsync());
        Assert.False(await NextAsync());
        Assert.True(await NextAsync());
        await loop.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_loop_without_work_left_waits_for_a_signal()
    {
        using var loop = new RetryLoop(new Backoff());
        loop.Start(Attempts(true, true));
        await NextAsync();

        loop.Wake();

        await NextAsync();
        await loop.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_signal_ends_a_pause_if_the_loop_allows_it()
    {
        using var loop = new RetryLoop(new Backoff { First = Long, Longest = Long }) { IsWokenInPauses = true };
        loop.Start(Attempts(false, true));
        await NextAsync();

        loop.Wake();

        Assert.True(await NextAsync());
        await loop.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Work_counts_as_in_flight_until_its_first_attempt_has_ended()
    {
        var work = new WorkInFlight();
        using var loop = new RetryLoop(new Backoff { First = Long, Longest = Long });
        loop.Wake(work.Begin());
        Assert.False(work.IsIdle);

        loop.Start(Attempts(false));

        await work.WhenIdleAsync();
        await loop.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_stop_ends_a_pause()
    {
        using var loop = new RetryLoop(new Backoff { First = Long, Longest = Long });
        loop.Start(Attempts(false));
        await NextAsync();

        await loop.StopAsync(CancellationToken.None);
    }

    private ValueTask<bool> NextAsync() => _attempts.Reader.ReadAsync();

    /// <summary>Work whose attempts end with these results.</summary>
    private Func<CancellationToken, Task<bool>> Attempts(params bool[] results)
    {
        var left = new Queue<bool>(results);
        return _ =>
        {
            var isDone = left.Dequeue();
            _attempts.Writer.TryWrite(isDone);
            return Task.FromResult(isDone);
        };
    }
}
