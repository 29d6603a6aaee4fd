using AccessReview.Domain.Retries;
using Xunit;

namespace AccessReview.Domain.Tests.Retries;

public sealed class BackOffTests
{
    [Theory]
    [InlineData(1, 48, 72)]
    [InlineData(2, 96, 144)]
    [InlineData(5, 768, 1152)]
    [InlineData(6, 1536, 2304)]
    [InlineData(7, 2400, 3600)]
    [InlineData(100_000, 2400, 3600)]
    public void A_retry_pause_doubles_up_to_an_hour_with_a_jitter_of_a_fifth(int tries, double atLeast, double atMost) =>
        Assert.All(Enumerable.Range(0, 200), key => Assert.InRange(BackOff.After(tries, $"key{key}").TotalSeconds, atLeast, atMost));

    [Fact]
    public void No_retry_pause_exceeds_the_maximum() => Assert.All(Enumerable.Range(1, 500), tries => Assert.True(BackOff.After(tries, "one") <= BackOff.Longest));

    [Fact]
    public void Simultaneous_failures_are_retried_at_different_times() => Assert.True(Enumerable.Range(0, 200).Select(key => BackOff.After(7, $"key{key}")).Distinct().Count() > 190);

    [Fact]
    public void The_retry_pause_of_the_same_input_is_always_the_same() => Assert.Equal(BackOff.After(3, "one"), BackOff.After(3, "one"));
}
