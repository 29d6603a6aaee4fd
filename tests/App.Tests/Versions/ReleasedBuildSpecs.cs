using Xunit;

namespace AccessReview.App.Tests.Versions;

public sealed class ReleasedBuildSpecs
{
    [Fact]
    public async Task A_clone_without_the_releases_commit_is_told_what_to_do()
    {
        var release = new Release("0.0.1", new string('0', 39) + "1");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ReleasedBuild.OfAsync(release));

        Assert.Contains("git fetch --unshallow", refused.Message, StringComparison.Ordinal);
    }
}
