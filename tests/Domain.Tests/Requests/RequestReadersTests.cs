using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.AnAccessRequest;

namespace AccessReview.Domain.Tests.Requests;

public sealed class RequestReadersTests
{
    public static TheoryData<string, Roles, bool> Readers => new()
    {
        { "requester", Roles.Reviewer, true },
        { "subject", Roles.Reviewer, true },
        { "manager", Roles.Reviewer, true },
        { "director", Roles.Reviewer, false },
        { "stranger", Roles.Reviewer, false },
        { "stranger", Roles.AppOwner, true },
        { "stranger", Roles.CampaignOwner, true },
        { "stranger", Roles.Auditor, true },
        { "stranger", Roles.Admin, true },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_request_is_read_by_whom_it_concerns_and_by_who_reads_all_access(string reader, Roles roles, bool mayRead) =>
        Assert.Equal(mayRead, RequestRules.MayRead(ForSubject, new UserId(reader), roles, People.Facts.Find(People.Subject)));

    [Theory]
    [InlineData("requester", true)]
    [InlineData("subject", true)]
    [InlineData("manager", false)]
    public void Without_a_person_in_the_directory_nobody_is_their_manager(string reader, bool mayRead) =>
        Assert.Equal(mayRead, RequestRules.MayRead(ForSubject, new UserId(reader), Roles.Reviewer, null));
}
