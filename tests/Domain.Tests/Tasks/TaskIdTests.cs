using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class TaskIdTests
{
    [Fact]
    public void The_same_origin_and_purpose_derive_the_same_id_forever() =>
        Assert.Equal("tuwlk4fullqze2rc6y25xxeoedw", TaskId.Derive("c1", "Approval").Value);

    [Fact]
    public void Different_origins_and_purposes_derive_different_ids()
    {
        string[] origins = ["c1", "c2", "c", "1", ""];
        string[] purposes = ["Approval", "Provisioning", "retry", "1Approval"];

        var ids = from origin in origins from purpose in purposes select TaskId.Derive(origin, purpose);

        Assert.Equal(20, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^t[a-z2-7]{26}$", id.Value));
    }

    [Theory]
    [InlineData("t1", true)]
    [InlineData("abcdefghijklmnopqrstuvwxyz01234567890123", true)]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345678901234", false)]
    [InlineData("t", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("T1", false)]
    [InlineData("t-1", false)]
    [InlineData("t1\n", false)]
    [InlineData("t\u0661", false)]
    public void An_id_is_lower_case_letters_and_digits(string? value, bool isWellFormed) => Assert.Equal(isWellFormed, TaskId.IsWellFormed(value));
}
