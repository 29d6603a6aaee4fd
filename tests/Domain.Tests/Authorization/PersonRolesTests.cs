using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tests.Builders;
using Xunit;

namespace AccessReview.Domain.Tests.Authorization;

public sealed class PersonRolesTests
{
    [Theory]
    [InlineData(Roles.Reviewer, false, false, Roles.Reviewer)]
    [InlineData(Roles.Reviewer, true, false, Roles.Admin)]
    [InlineData(Roles.Reviewer, false, true, Roles.AppOwner)]
    [InlineData(Roles.Auditor, true, true, Roles.Auditor | Roles.Admin | Roles.AppOwner)]
    [InlineData(Roles.CampaignOwner, false, true, Roles.CampaignOwner | Roles.AppOwner)]
    public void Roles_come_from_the_directory_the_settings_and_what_somebody_owns(Roles stored, bool isAdmin, bool isOwner, Roles roles) =>
        Assert.Equal(roles, PersonRoles.Of(People.Named(People.Alice) with { Roles = stored }, isAdmin, isOwner));

    [Fact]
    public void A_person_who_is_not_in_the_directory_is_a_reviewer() => Assert.Equal(Roles.Reviewer, PersonRoles.Of(null, isAdmin: true, isOwner: true));
}
