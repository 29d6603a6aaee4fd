using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.Domain.Tests.Authorization;

public sealed class LastAdminTests
{
    private static readonly UserId Ann = new("ann");
    private static readonly UserId Bob = new("bob");

    [Fact]
    public void The_last_administrator_cannot_be_removed() => Assert.True(LastAdmin.WouldGo([Ann], [Ann], []));

    [Fact]
    public void All_administrators_together_cannot_be_removed() => Assert.True(LastAdmin.WouldGo([Ann, Bob], [Ann, Bob], []));

    [Fact]
    public void One_of_two_administrators_can_be_removed() => Assert.False(LastAdmin.WouldGo([Ann, Bob], [Ann], []));

    [Fact]
    public void The_last_administrator_can_be_removed_when_another_is_added() => Assert.False(LastAdmin.WouldGo([Ann], [Ann], [Bob]));

    [Fact]
    public void A_change_that_removes_no_administrator_is_allowed() => Assert.False(LastAdmin.WouldGo([], [], []));
}
