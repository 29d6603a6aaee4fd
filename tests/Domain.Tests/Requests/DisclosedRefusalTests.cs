using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.AnAccessRequest;

namespace AccessReview.Domain.Tests.Requests;

/// <summary>A refusal does not reveal another person's access or requests to the requester.</summary>
public sealed class DisclosedRefusalTests
{
    private static readonly UserId Stranger = UserId.From("stranger");

    private static readonly AccessRequest Strangers = ForSubject with { Case = new CaseId("c0"), RequestedBy = Stranger };

    // A person whose manager is neither of the requesters.
    private static readonly User Subject = People.Named(People.Subject) with { ManagerId = UserId.From("boss") };

    public static TheoryData<RequestRefusal> Harmless => [.. Enum.GetValues<RequestRefusal>().Except([RequestRefusal.AlreadyHeld, RequestRefusal.AlreadyPending])];

    [Theory]
    [MemberData(nameof(Harmless))]
    public void A_refusal_that_reveals_nothing_about_the_persons_access_is_shown_unchanged(RequestRefusal why) =>
        Assert.Equal(why, RequestRules.Disclosable(why, ForSubject, Roles.Reviewer, Subject, Strangers));

    [Theory]
    [InlineData(RequestRefusal.AlreadyHeld)]
    [InlineData(RequestRefusal.AlreadyPending)]
    public void A_caller_who_may_not_read_the_persons_access_learns_only_that_the_request_is_not_possible(RequestRefusal why)
    {
        Assert.Equal(RequestRefusal.NotRequestable, RequestRules.Disclosable(why, ForSubject, Roles.Reviewer, Subject, Strangers));
        Assert.Equal(RequestRefusal.NotRequestable, RequestRules.Disclosable(why, ForSubject, Roles.Reviewer, Subject, null));
        Assert.Equal(RequestRefusal.NotRequestable, RequestRules.Disclosable(why, ForSubject, Roles.Admin, null, Strangers));
    }

    [Theory]
    [InlineData(RequestRefusal.AlreadyHeld)]
    [InlineData(RequestRefusal.AlreadyPending)]
    public void The_person_their_manager_and_an_administrator_get_the_reason_of_a_refusal(RequestRefusal why)
    {
        Assert.Equal(why, RequestRules.Disclosable(why, ForSubject with { RequestedBy = People.Subject }, Roles.Reviewer, Subject, Strangers));
        Assert.Equal(why, RequestRules.Disclosable(why, ForSubject, Roles.Reviewer, Subject with { ManagerId = People.Requester }, Strangers));
        Assert.Equal(why, RequestRules.Disclosable(why, ForSubject, Roles.Admin, Subject, Strangers));
    }

    [Fact]
    public void The_requester_of_a_pending_request_learns_that_it_is_pending_and_nothing_about_held_access()
    {
        var earlier = ForSubject with { Case = new CaseId("c0") };

        Assert.Equal(RequestRefusal.AlreadyPending, Disclosed(RequestRefusal.AlreadyPending));
        Assert.Equal(RequestRefusal.NotRequestable, Disclosed(RequestRefusal.AlreadyHeld));

        RequestRefusal Disclosed(RequestRefusal why) => RequestRules.Disclosable(why, ForSubject, Roles.Reviewer, Subject, earlier);
    }
}
