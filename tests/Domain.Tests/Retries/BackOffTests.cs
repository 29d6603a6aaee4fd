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
    public void A_pause_doubles_up_to_an_hour_give_or_take_a_fifth(int tries, double atLeast, double atMost) =>
        Assert.All(Enumerable.Range(0, 200), key => Assert.InRange(BackOff.After(tries, $"key{key}").TotalSeconds, atLeast, atMost));

    [Fact]
    public void No_pause_is_longer_than_the_longest() => Assert.All(Enumerable.Range(1, 500), tries => Assert.True(BackOff.After(tries, "one") <= BackOff.Longest));

    [Fact]
    public void What_failed_together_does_not_return_together() => Assert.True(Enumerable.Range(0, 200).Select(key => BackOff.After(7, $"key{key}")).Distinct().Count() > 190);

    [Fact]
    public void A_repeat_decides_alike() => Assert.Equal(BackOff.After(3, "one"), BackOff.After(3, "one"));
}
