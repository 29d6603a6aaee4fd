namespace AccessReview.Emulator.Tests;

public sealed class HouseRules
{
    [Xunit.Fact]
    public void The_walls_stand() => Xunit.Assert.NotNull(typeof(HouseRules));
}
