using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using AccessReview.Domain.Text;
using Xunit;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class DirectOpeningTests
{
    [Theory]
    [InlineData(TaskKind.Certification, null)]
    [InlineData(TaskKind.Revocation, null)]
    [InlineData(TaskKind.Approval, OpeningRefusal.WrongKind)]
    [InlineData(TaskKind.Provisioning, OpeningRefusal.WrongKind)]
    [InlineData(TaskKind.Deprovisioning, OpeningRefusal.WrongKind)]
    public void Only_certifications_and_revocations_are_opened_directly(TaskKind kind, OpeningRefusal? refusal) => Assert.Equal(refusal, DirectOpening.Judge(kind, "Quarterly review"));

    [Fact]
    public void A_reason_has_a_longest_length()
    {
        Assert.Null(DirectOpening.Judge(TaskKind.Certification, new string('x', PlainText.MaxCharacters)));
        Assert.Equal(OpeningRefusal.TextTooLong, DirectOpening.Judge(TaskKind.Certification, new string('x', PlainText.MaxCharacters + 1)));
    }

    [Fact]
    public void Only_access_that_is_held_can_be_reviewed_or_removed()
    {
        Assert.Null(DirectOpening.Judge(AnAccess.Grant()));
        Assert.Null(DirectOpening.Judge(AnAccess.Grant() with { State = GrantState.StillThere }));
        Assert.Equal(OpeningRefusal.NotHeld, DirectOpening.Judge(AnAccess.Grant() with { State = GrantState.Ended }));
        Assert.Equal(OpeningRefusal.NotHeld, DirectOpening.Judge(null));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("a1", null, true)]
    [InlineData(null, "a1", true)]
    [InlineData("a1", "a1", true)]
    [InlineData("a1", "a2", false)]
    public void An_open_task_is_repeated_by_one_of_its_kind_about_the_same_account(string? open, string? wanted, bool repeats)
    {
        var task = ATask.Opened(TaskKind.Certification);
        task = task with { Subject = task.Subject with { Account = AccountOf(open) } };

        Assert.Equal(repeats, DirectOpening.FindOpen(TaskKind.Certification, [task], AccountOf(wanted)) is not null);
        Assert.Null(DirectOpening.FindOpen(TaskKind.Revocation, [task], AccountOf(wanted)));

        static AccountId? AccountOf(string? id) => id is null ? null : AccountId.From(id);
    }

    [Theory]
    [InlineData(TaskKind.Revocation, true, false)]
    [InlineData(TaskKind.Revocation, false, true)]
    [InlineData(TaskKind.Certification, false, false)]
    public void Only_the_removal_of_another_persons_access_needs_a_reason(TaskKind kind, bool isOwn, bool needs) =>
        Assert.Equal(needs, DirectOpening.NeedsReason(kind, isOwn ? People.Alice : People.Subject, People.Alice));

    [Fact]
    public void A_revocation_needs_the_right_to_request_removals_and_a_certification_the_right_to_open_reviews()
    {
        Assert.Equal(OpeningAction.RequestRemoval, DirectOpening.ActionOf(TaskKind.Revocation));
        Assert.Equal(OpeningAction.ReviewAccess, DirectOpening.ActionOf(TaskKind.Certification));
    }
}
