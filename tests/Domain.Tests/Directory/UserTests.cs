using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.Domain.Tests.Directory;

public sealed class UserTests
{
    private static readonly User Ann = new() { Id = UserId.From("ann"), Email = "ann@example.test", DisplayName = "Ann" };

    public static TheoryData<string, User> OfStanding => new()
    {
        { "address", Ann with { Email = "ann.b@example.test" } },
        { "roles", Ann with { Roles = Roles.Auditor } },
        { "status", Ann with { IsActive = false } },
    };

    public static TheoryData<string, User> OfNoStanding => new()
    {
        { "nothing", Ann },
        { "name", Ann with { DisplayName = "Ann B" } },
        { "manager", Ann with { ManagerId = UserId.From("mia") } },
        { "case of the address", Ann with { Email = " ANN@example.test" } },
        { "delegate", Ann with { DelegateId = UserId.From("bob") } },
    };

    [Theory]
    [MemberData(nameof(OfStanding))]
    public void A_change_of_address_roles_or_status_increments_the_security_stamp_and_so_does_its_reversal(string what, User changed)
    {
        var after = changed.Following(Ann);
        var back = Ann.Following(after);

        Assert.True((after.SecurityStamp, back.SecurityStamp) == (1, 2), what);
    }

    [Theory]
    [MemberData(nameof(OfNoStanding))]
    public void Any_other_change_leaves_the_security_stamp(string what, User changed) =>
        Assert.True(changed.Following(Ann with { SecurityStamp = 7 }).SecurityStamp == 7, what);
}
