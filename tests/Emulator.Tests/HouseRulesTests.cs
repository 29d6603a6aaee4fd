using Xunit;

namespace AccessReview.Emulator.Tests;

public sealed class HouseRulesTests
{
    /// <summary>It runs any Functions app, so it knows none of them.</summary>
    [Fact]
    public void The_emulator_references_nothing_else_of_this_repository() =>
        Assert.DoesNotContain(
            typeof(Emulator.Host.FunctionsHostApp).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("AccessReview.", StringComparison.Ordinal));
}
