using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>The person who recommends a removal does not confirm it with a second click, and a removal that nobody answers can still end in removal.</summary>
public sealed class RemovalConfirmationTests
{
    private static readonly AssigneeRule Owners = new(AssigneeSource.AppOwners);

    [Fact]
    public void The_person_who_recommended_a_removal_is_not_asked_to_confirm_it() =>
        Assert.Equal([People.Bob], Revocation(RemovalConfirmation.AnotherPerson, APolicy.Named(People.Alice, People.Bob)).AssignedUsers());

    [Fact]
    public void If_the_rule_finds_only_the_recommender_the_fallback_confirms() =>
        Assert.Equal([People.Manager], Revocation(RemovalConfirmation.AnotherPerson, APolicy.Named(People.Alice)).AssignedUsers());

    [Fact]
    public void The_recommender_is_not_assigned_as_a_delegate_either() =>
        Assert.Equal([People.Bob], Revocation(RemovalConfirmation.AnotherPerson, APolicy.Named(People.Bob), People.Facts.OutOfOffice(People.Bob, People.Alice)).AssignedUsers());

    [Fact]
    public void A_recheck_and_an_escalation_do_not_bring_the_recommender_back()
    {
        var task = Revocation(RemovalConfirmation.AnotherPerson, APolicy.Named(People.Alice, People.Bob), ladder: [APolicy.Add(1, APolicy.Named(People.Alice)), APolicy.Close(7)]);

        Assert.Equal([People.Bob], task.After(Rechecking()).AssignedUsers());
        Assert.Equal([People.Bob, People.Admin], task.At(Day(1)).AssignedUsers());
    }

    [Theory]
    [InlineData(Roles.Reviewer)]
    [InlineData(Roles.Admin)]
    public void The_recommender_cannot_decide_in_any_role(Roles roles)
    {
        var task = Revocation(RemovalConfirmation.AnotherPerson, APolicy.Named(People.Bob));
        var by = Actor.Person(People.Alice, roles);
        var decision = Deciding(People.Alice, Decision.Confirm, reason: "I recommended it myself") with { By = by };

        Assert.Equal(Refusal.OwnRecommendation, TaskMachine.Decide(task, decision).Refusal());
        Assert.DoesNotContain(TaskAction.Decide, TaskMachine.ActionsOf(task, by, People.Facts, Hour(1)));
    }

    [Fact]
    public void A_removal_cannot_be_reassigned_to_its_recommender()
    {
        var task = Revocation(RemovalConfirmation.AnotherPerson, APolicy.Named(People.Bob));

        Assert.Equal(Refusal.OwnRecommendation, TaskMachine.Decide(task, Reassigning(People.Bob, People.Alice)).Refusal());
        Assert.False(Reassignment.IsChoice(task, People.Facts.People[People.Alice]));
    }

    [Fact]
    public void A_policy_can_confirm_at_once_what_only_the_recommender_would_confirm()
    {
        var task = Revocation(RemovalConfirmation.AutomaticIfAlone, APolicy.Named(People.Alice));

        Assert.Equal((ReviewState.Closed, Outcome.Confirmed), (task.State, task.Outcome));
        Assert.Equal([People.Bob], Revocation(RemovalConfirmation.AutomaticIfAlone, APolicy.Named(People.Alice, People.Bob)).AssignedUsers());
    }

    [Fact]
    public void A_removal_that_is_confirmed_at_once_opens_the_deprovisioning()
    {
        var opening = Opening(Policy(RemovalConfirmation.AutomaticIfAlone, APolicy.Named(People.Alice), [APolicy.Close(7)])) with { RequestedBy = People.Alice };
        var events = TaskMachine.Open(opening).Events();
        var before = ReviewTask.Fold([events[0]]);

        var follow = Assert.IsType<Effect.FollowUp>(Assert.Single(Settlement.Of(before, events[1], before.Evolve(events[1]), People.Facts)));

        Assert.Equal(TaskKind.Deprovisioning, follow.Kind);
    }

    [Fact]
    public void A_policy_can_let_any_assignee_confirm() =>
        Assert.Equal([People.Alice, People.Bob], Revocation(RemovalConfirmation.AnyAssignee, APolicy.Named(People.Alice, People.Bob)).AssignedUsers());

    [Fact]
    public void A_removal_that_nobody_answers_is_confirmed_if_the_policy_says_so() =>
        Assert.Equal(Outcome.Confirmed, Revocation(RemovalConfirmation.AnotherPerson, Owners, ladder: [APolicy.Remind(1), APolicy.Close(7, Outcome.Confirmed)]).At(Day(7)).Outcome);

    [Fact]
    public void Only_revocations_say_who_confirms()
    {
        var policy = APolicy.For(TaskKind.Certification, APolicy.AskingAlice() with { ConfirmedBy = RemovalConfirmation.AnotherPerson });

        Assert.Equal(["Policy p, step ask: confirmedBy is for revocations only."], PolicyCheck.FaultsOf(policy));
    }

    /// <summary>A removal that Alice recommended.</summary>
    private static ReviewTask Revocation(RemovalConfirmation confirmedBy, AssigneeRule who, DirectoryFacts? facts = null, IReadOnlyList<Rung>? ladder = null) =>
        ReviewTask.Fold(TaskMachine.Open(Opening(Policy(confirmedBy, who, ladder ?? [APolicy.Close(7)]), facts: facts) with { RequestedBy = People.Alice }).Events());

    private static Policy Policy(RemovalConfirmation confirmedBy, AssigneeRule who, IReadOnlyList<Rung> ladder) => APolicy.For(
        TaskKind.Revocation, APolicy.Asking(who, [.. ladder]) with { ConfirmedBy = confirmedBy, Fallback = new(AssigneeSource.SubjectManager) });
}
