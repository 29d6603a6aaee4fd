namespace AccessReview.Emulator.Tests;

public sealed class HouseRulesTests
{
    [Xunit.Fact]
    public void The_walls_stand() => Xunit.Assert.NotNull(typeof(HouseRulesTests));
}
