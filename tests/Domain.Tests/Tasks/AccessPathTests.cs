using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class AccessPathTests
{
    [Fact]
    public void Only_inherited_access_has_a_path_and_none_leads_to_itself()
    {
        Assert.Equal(new EntitlementId("team"), AccessPath.ThroughOf(Inherited("repo", "team")));
        Assert.Null(AccessPath.ThroughOf(Inherited("repo", "repo")));
        Assert.Null(AccessPath.ThroughOf(Inherited("repo", "team") with { Origin = GrantOrigin.Task }));
        Assert.Null(AccessPath.ThroughOf(null));
    }

    [Fact]
    public void Inherited_access_is_removed_at_the_last_access_of_its_path_that_is_held()
    {
        var (repo, team, org) = (Inherited("repo", "team"), Inherited("team", "org"), Inherited("org", "") with { Origin = GrantOrigin.Import });

        Assert.Equal("org", AccessPath.SourceOf(repo, [team, org]).Entitlement.Value);
        Assert.Equal("team", AccessPath.SourceOf(repo, [team, org with { State = GrantState.Ended }]).Entitlement.Value);
        Assert.Equal("repo", AccessPath.SourceOf(repo, []).Entitlement.Value);
    }

    private static Grant Inherited(string entitlement, string through) => new()
    {
        UserId = new("ada"),
        EntitlementId = new(entitlement),
        AppId = new("app"),
        Since = DateTimeOffset.UnixEpoch,
        Origin = GrantOrigin.Inherited,
        Through = through,
    };
}
