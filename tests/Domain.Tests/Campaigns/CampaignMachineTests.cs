using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Campaigns.ACampaign;

namespace AccessReview.Domain.Tests.Campaigns;

public sealed class CampaignMachineTests
{
    /// <summary>Written by hand: the commands that each state accepts, of people and of the system.</summary>
    private static readonly Dictionary<CampaignState, string> Accepted = new()
    {
        [CampaignState.Draft] = "Freeze Cancel",
        [CampaignState.Freezing] = "Cancel CompleteFreeze",
        [CampaignState.Frozen] = "Start Cancel",
        [CampaignState.Opening] = "Cancel CompleteOpening",
        [CampaignState.Open] = "Extend Close Cancel",
        [CampaignState.Closing] = "CompleteClosing",
        [CampaignState.Guard] = "ConfirmGuard",
        [CampaignState.Applying] = "CompleteApplying",
        [CampaignState.Closed] = "SignOffCampaign",
        [CampaignState.Remediated] = "SignOffCampaign EndRemovals ReopenRemediation",
        [CampaignState.Cancelling] = "CompleteCancellation",
        [CampaignState.Cancelled] = "",
    };

    private static readonly CampaignCommand[] Commands =
    [
        new CampaignCommand.Freeze { At = Calendar.Hour(9), By = Other },
        new CampaignCommand.Start { At = Calendar.Hour(9), By = Other },
        new CampaignCommand.Extend(Calendar.Day(20), "Holidays") { At = Calendar.Hour(9), By = Other },
        new CampaignCommand.Close("Early") { At = Calendar.Hour(9), By = Other },
        new CampaignCommand.Cancel("Wrong") { At = Calendar.Hour(9), By = Other },
        new CampaignCommand.ConfirmGuard(true, null) { At = Calendar.Hour(9), By = Other },
        new CampaignCommand.SignOffCampaign("Complete") { At = Calendar.Hour(9), By = Admin },
        new CampaignCommand.CompleteFreeze(Population.Empty) { At = Calendar.Hour(9), By = Actor.System },
        new CampaignCommand.CompleteOpening { At = Calendar.Hour(9), By = Actor.System },
        new CampaignCommand.CompleteClosing(new SilenceResult(1, 0, [])) { At = Calendar.Hour(9), By = Actor.System },
        new CampaignCommand.CompleteApplying { At = Calendar.Hour(9), By = Actor.System },
        new CampaignCommand.CompleteCancellation { At = Calendar.Hour(9), By = Actor.System },
        new CampaignCommand.EndRemovals { At = Calendar.Hour(9), By = Actor.System },
        new CampaignCommand.CompleteRemediation { At = Calendar.Hour(9), By = Actor.System },
        new CampaignCommand.ReopenRemediation(1) { At = Calendar.Hour(9), By = Actor.System },
    ];

    public static TheoryData<CampaignState> States => [.. Enum.GetValues<CampaignState>()];

    [Theory]
    [MemberData(nameof(States))]
    public void Each_state_accepts_its_commands_and_refuses_all_others_by_the_state(CampaignState state)
    {
        var campaign = In(state);
        var accepted = Commands.Where(command => CampaignMachine.Decide(campaign, command).Refusal() is null).Select(command => command.GetType().Name);
        var refused = Commands.Select(command => CampaignMachine.Decide(campaign, command).Refusal()).OfType<CampaignRefusal>();

        Assert.Equal(Accepted[state].Split(' ', StringSplitOptions.RemoveEmptyEntries), accepted);
        Assert.All(refused, why => Assert.Equal(CampaignRefusal.WrongState, why));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Auditors_and_reviewers_change_nothing_and_people_do_not_do_the_systems_work(CampaignState state)
    {
        var campaign = In(state);
        foreach (var command in Commands)
        {
            var isPersons = command.By.User is not null;
            var byAuditor = CampaignMachine.Decide(campaign, command with { By = Actor.Person(People.Auditor, Roles.Auditor | Roles.Admin) }).Refusal();
            var byReviewer = CampaignMachine.Decide(campaign, command with { By = Actor.Person(People.Stranger) }).Refusal();
            Assert.Equal(isPersons ? CampaignRefusal.ReadOnlyRole : CampaignRefusal.NotAllowed, byAuditor);
            Assert.Equal(CampaignRefusal.NotAllowed, byReviewer);
        }
    }

    [Fact]
    public void The_guard_is_confirmed_by_another_person_than_the_owner_and_the_closer()
    {
        var campaign = In(CampaignState.Guard);
        CampaignRefusal? By(Actor by) => CampaignMachine.Decide(campaign, new CampaignCommand.ConfirmGuard(true, null) { At = Calendar.Hour(9), By = by }).Refusal();

        Assert.Equal([CampaignRefusal.SecondPersonRequired, CampaignRefusal.SecondPersonRequired, null], [By(Owner), By(Admin), By(Other)]);
        Assert.DoesNotContain(CampaignAction.ConfirmGuard, CampaignMachine.ActionsOf(campaign, Owner));
        Assert.Contains(CampaignAction.ConfirmGuard, CampaignMachine.ActionsOf(campaign, Other));
    }

    [Theory]
    [InlineData(50, 0, false)]
    [InlineData(51, 0, true)]
    [InlineData(1, 1, true)]
    public void Removals_over_a_limit_set_the_guard(int removals, int exceeded, bool isSet)
    {
        var closing = In(CampaignState.Closing);
        var silence = new SilenceResult(3, removals, [.. Enumerable.Range(0, exceeded).Select(number => EntitlementId.From($"e{number}"))]);

        var after = closing.After(new CampaignCommand.CompleteClosing(silence) { At = Calendar.Hour(9), By = Actor.System });

        Assert.Equal(isSet ? CampaignState.Guard : CampaignState.Applying, after.State);
    }

    [Theory]
    [InlineData(20, 100, false)]
    [InlineData(21, 100, true)]
    [InlineData(1, 4, true)]
    [InlineData(0, 0, false)]
    public void A_share_of_the_holders_is_exceeded_above_its_percentage(int removals, int holders, bool isExceeded) =>
        Assert.Equal(isExceeded, new CampaignGuard().IsExceeded(removals, holders));

    [Fact]
    public void A_campaign_without_items_or_reviewers_is_not_started()
    {
        Campaign Frozen(Population population) => In(CampaignState.Freezing).After(new CampaignCommand.CompleteFreeze(population) { At = Calendar.Hour(2), By = Actor.System });
        CampaignRefusal? Start(Campaign campaign, DateTimeOffset? at = null) => CampaignMachine.Decide(campaign, new CampaignCommand.Start { At = at ?? Calendar.Hour(3), By = Owner }).Refusal();

        Assert.Equal(CampaignRefusal.NoItems, Start(Frozen(Population.Empty)));
        Assert.Equal(CampaignRefusal.NoReviewers, Start(Frozen(Population.Empty with { Items = 3, NeedsAttention = 3 })));
        Assert.Null(Start(Frozen(Population.Empty with { Items = 3, NeedsAttention = 2 })));
        Assert.Equal(CampaignRefusal.DuePassed, Start(Frozen(Population.Empty with { Items = 3 }), Calendar.Day(15)));
    }

    [Fact]
    public void Wrong_plans_are_refused_by_their_first_fault()
    {
        static CampaignRefusal? Why(CampaignPlan plan) => CampaignMachine.Decide(null, Creating(plan)).Refusal();

        Assert.Null(Why(Plan));
        Assert.Equal(CampaignRefusal.NameMissing, Why(Plan with { Name = " \t" }));
        Assert.Equal(CampaignRefusal.TextTooLong, Why(Plan with { Name = new string('x', 121) }));
        Assert.Equal(CampaignRefusal.ReviewersMissing, Why(Plan with { Reviewers = new(AssigneeSource.Named) }));
        Assert.Equal(CampaignRefusal.ReviewersMissing, Why(Plan with { Reviewers = new(AssigneeSource.Admins) }));
        Assert.Equal(CampaignRefusal.GuardOutOfRange, Why(Plan with { Guard = new(MaxPercent: 101) }));
        Assert.Equal(CampaignRefusal.RemovalsOutOfRange, Why(Plan with { Removals = new(CoolingOffHours: 169) }));
        Assert.Equal(CampaignRefusal.RemovalsOutOfRange, Why(Plan with { Removals = new(WorkingDays: 0) }));
        Assert.Equal(CampaignRefusal.DaysOutOfRange, Why(Plan with { Scope = new() { UnusedForDays = 0 } }));
        Assert.Equal(CampaignRefusal.WrongDecision, Why(Plan with { ReasonRequiredFor = [Decision.Approve] }));
        Assert.Equal(CampaignRefusal.DuePassed, Why(Plan with { Due = Calendar.Monday }));
        Assert.Equal(CampaignRefusal.OwnerNotAllowed, CampaignMachine.Decide(null, Creating() with { OwnerRoles = Roles.Auditor }).Refusal());
    }

    [Fact]
    public void Extending_closing_and_cancelling_need_a_reason_and_a_later_due_date()
    {
        var open = In(CampaignState.Open);
        CampaignRefusal? Why(CampaignCommand command) => CampaignMachine.Decide(open, command).Refusal();

        Assert.Equal(CampaignRefusal.ReasonRequired, Why(new CampaignCommand.Extend(Calendar.Day(20), " ") { At = Calendar.Day(1), By = Owner }));
        Assert.Equal(CampaignRefusal.DueNotLater, Why(new CampaignCommand.Extend(Calendar.Day(14), "Later") { At = Calendar.Day(1), By = Owner }));
        Assert.Equal(CampaignRefusal.DuePassed, Why(new CampaignCommand.Extend(Calendar.Day(1), "Later") { At = Calendar.Day(1), By = Owner }));
        Assert.Equal(CampaignRefusal.ReasonRequired, Why(new CampaignCommand.Close(null) { At = Calendar.Day(1), By = Owner }));
        Assert.Equal(CampaignRefusal.TextTooLong, Why(new CampaignCommand.Cancel(new string('x', 2001)) { At = Calendar.Day(1), By = Owner }));
        Assert.Equal(CampaignRefusal.WrongState, Why(new CampaignCommand.Close(null) { At = Calendar.Day(1), By = Actor.System }));
        Assert.Null(Why(new CampaignCommand.Close(null) { At = Calendar.Day(14), By = Actor.System }));
    }

    [Fact]
    public void A_closed_campaign_is_at_work_until_its_removals_end()
    {
        var without = In(CampaignState.Applying).After(new CampaignCommand.CompleteApplying { At = Calendar.Hour(8), By = Actor.System });
        var with = In(CampaignState.Applying).After(new CampaignCommand.CompleteApplying(2) { At = Calendar.Hour(8), By = Actor.System });
        var remediated = with.After(new CampaignCommand.CompleteRemediation { At = Calendar.Day(3), By = Actor.System });
        var again = remediated.After(new CampaignCommand.ReopenRemediation(1) { At = Calendar.Day(4), By = Actor.System });
        var ended = remediated.After(new CampaignCommand.EndRemovals { At = Calendar.Day(95), By = Actor.System });

        Assert.Equal([false, true, true, true, false], [without.IsAtWork, with.IsAtWork, remediated.IsAtWork, again.IsAtWork, ended.IsAtWork]);
        Assert.All([with, remediated, again, ended], campaign => Assert.Equal(In(CampaignState.Applying).Run, campaign.Run));
        Assert.Equal([CampaignState.Closed, CampaignState.Remediated, CampaignState.Closed, CampaignState.Remediated], [without.State, remediated.State, again.State, ended.State]);
    }

    [Fact]
    public void A_guard_with_waiting_removals_keeps_its_run()
    {
        var guarded = In(CampaignState.Closing).After(new CampaignCommand.CompleteClosing(new SilenceResult(0, 51, []), 1) { At = Calendar.Hour(6), By = Actor.System });
        var confirmed = guarded.After(new CampaignCommand.ConfirmGuard(true, null) { At = Calendar.Hour(7), By = Other });

        Assert.True(guarded.IsAtWork);
        Assert.Equal((In(CampaignState.Closing).Run, People.Bob), (confirmed.Run, confirmed.SecondPerson));
        Assert.NotEqual(In(CampaignState.Closing).Run, In(CampaignState.Applying).Run);
    }
}
