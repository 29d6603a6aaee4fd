using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.Domain.Tests.Authorization;

public sealed class LastAdminTests
{
    private static readonly UserId Ann = new("ann");
    private static readonly UserId Bob = new("bob");

    [Fact]
    public void The_last_administrator_may_not_go() => Assert.True(LastAdmin.WouldGo([Ann], [Ann], []));

    [Fact]
    public void All_administrators_together_may_not_go() => Assert.True(LastAdmin.WouldGo([Ann, Bob], [Ann, Bob], []));

    [Fact]
    public void One_of_two_may_go() => Assert.False(LastAdmin.WouldGo([Ann, Bob], [Ann], []));

    [Fact]
    public void The_last_one_may_go_when_another_one_comes() => Assert.False(LastAdmin.WouldGo([Ann], [Ann], [Bob]));

    [Fact]
    public void Where_nobody_goes_there_is_nothing_to_guard() => Assert.False(LastAdmin.WouldGo([], [], []));
}
