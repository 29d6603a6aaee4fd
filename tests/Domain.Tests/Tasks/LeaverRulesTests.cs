using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class LeaverRulesTests
{
    private static readonly User Left = new() { Id = new("mia"), Email = "mia@example.test", DisplayName = "Mia", IsActive = false, SecurityStamp = 3 };

    [Fact]
    public void Only_active_access_of_a_person_who_has_left_is_revoked()
    {
        Grant[] grants = [Holds("a"), Holds("b") with { State = GrantState.StillThere }, Holds("c") with { State = GrantState.Ended }];

        Assert.Equal(["a"], LeaverRules.ToRevoke(Left, grants, []).Select(grant => grant.EntitlementId.Value));
        Assert.Empty(LeaverRules.ToRevoke(Left with { IsActive = true }, grants, []));
        Assert.Empty(LeaverRules.ToRevoke(null, grants, []));
    }

    [Fact]
    public void The_same_departure_gives_the_same_task_and_another_one_another_task()
    {
        Assert.Equal(LeaverRules.TaskOf(Left, Holds("a")), LeaverRules.TaskOf(Left with { DisplayName = "Mia M." }, Holds("a")));
        Assert.NotEqual(LeaverRules.TaskOf(Left, Holds("a")), LeaverRules.TaskOf(Left with { SecurityStamp = 5 }, Holds("a")));
        Assert.NotEqual(LeaverRules.TaskOf(Left, Holds("a")), LeaverRules.TaskOf(Left, Holds("b")));
    }

    private static Grant Holds(string entitlement) => new() { UserId = Left.Id, EntitlementId = new(entitlement), AppId = new("app"), Since = DateTimeOffset.UnixEpoch };
}
