using AccessReview.Emulator.Faults;
using Xunit;

namespace AccessReview.Emulator.Tests.Faults;

public sealed class BackoffTests
{
    [Fact]
    public void Each_pause_is_about_twice_the_previous_one_up_to_a_minute()
    {
        var backoff = new Backoff();
        int[] seconds = [1, 2, 4, 8, 16, 32, 60, 60, 60];

        var waits = seconds.Select(_ => backoff.Next().TotalSeconds).ToList();

        Assert.All(seconds.Zip(waits), pair => Assert.InRange(pair.Second, pair.First * 0.8, pair.First * 1.2));
    }

    [Fact]
    public void Simultaneous_failures_get_different_pauses()
    {
        var waits = Enumerable.Range(0, 20).Select(_ => new Backoff().Next()).ToHashSet();

        Assert.True(waits.Count > 1);
    }

    [Fact]
    public void The_first_pause_after_a_success_is_short_again()
    {
        var backoff = new Backoff();
        for (var failure = 0; failure < 5; failure++)
            backoff.Next();

        backoff.Reset();

        Assert.InRange(backoff.Next().TotalSeconds, 0.8, 1.2);
    }
}
