using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>Removals of campaigns wait for their cooling-off time. The owner of the campaign is Bob; the director may run campaigns too.</summary>
public sealed class HeldRemovalTests
{
    private static readonly RemovalPeople Everybody = new(People.Bob, null, [People.Bob, People.Director, People.Admin]);

    private static readonly ReviewTask Removed = Of(null).After(Deciding(People.Alice, Decision.Remove));

    private static readonly ReviewTask Contested = Removed.After(Contesting());

    [Fact]
    public void A_removal_starts_after_its_cooling_off_time_and_opens_the_usual_follow_up()
    {
        Assert.Equal(Hour(25), Removed.Removal!.StartsAt);
        Assert.Equal([(NotificationKind.RemovalPlanned, People.Subject)], Notified(Of(null), Deciding(People.Alice, Decision.Remove)));
        Assert.Equal(Refusal.NotDue, Decide(Removed, Starting(24.9)).Refusal());

        var started = Removed.After(Starting(25));
        var follow = Assert.IsType<Effect.FollowUp>(Assert.Single(Settlement.Of(Removed, Decide(Removed, Starting(25)).Events()[0], started, People.Facts)));

        var atOnce = Opened(APolicy.For(TaskKind.Certification));
        var usual = Assert.IsType<Effect.FollowUp>(Assert.Single(EffectsOf(atOnce, Deciding(People.Alice, Decision.Remove))));
        Assert.Equal(usual, follow);
        Assert.Empty(Decide(started, Starting(26)).Events());
    }

    [Fact]
    public void A_removal_without_confirmation_goes_straight_to_deprovisioning_at_once_or_later()
    {
        var now = Of(null, wait: null, direct: true);
        var later = Of(null, direct: true).After(Deciding(People.Alice, Decision.Remove));

        var first = Assert.IsType<Effect.FollowUp>(Assert.Single(EffectsOf(now, Deciding(People.Alice, Decision.Remove))));
        var second = Assert.IsType<Effect.FollowUp>(Assert.Single(EffectsOf(later, Starting(25))));

        Assert.Equal(TaskKind.Deprovisioning, first.Kind);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Only_the_decider_takes_a_removal_back_before_it_starts()
    {
        Assert.Equal(Refusal.NotAllowed, Decide(Removed, TakingBack(People.Bob)).Refusal());
        Assert.Equal(Refusal.OwnAccess, Decide(Removed, TakingBack(People.Subject)).Refusal());
        Assert.Equal(Refusal.ReadOnlyRole, Decide(Removed, TakingBack(People.Alice) with { By = Actor.Person(People.Alice, Roles.Auditor) }).Refusal());
        Assert.Equal(Refusal.ReasonRequired, Decide(Removed, TakingBack(People.Alice, " ")).Refusal());
        Assert.Equal(Refusal.RemovalStarted, Decide(Removed.After(Starting(25)), TakingBack(People.Alice)).Refusal());

        var back = Removed.After(TakingBack(People.Alice));
        Assert.False(back.Removal!.IsWaiting);
        Assert.Equal(Refusal.NoWaitingRemoval, Decide(back, Starting(30)).Refusal());
        Assert.Equal([(NotificationKind.RemovalJudged, People.Subject)], Notified(Removed, TakingBack(People.Alice)));
    }

    [Fact]
    public void The_person_contests_once_and_the_owner_decides()
    {
        Assert.Equal(Refusal.NotAllowed, Decide(Removed, Contesting() with { By = People.Bob.Acts() }).Refusal());
        Assert.Equal(Refusal.NoWaitingRemoval, Decide(Contested, Starting(30)).Refusal());
        Assert.Equal(Refusal.AlreadyContested, Decide(Contested, Contesting()).Refusal());
        Assert.Equal([(NotificationKind.RemovalContested, People.Bob)], Notified(Removed, Contesting()));
        Assert.Equal([Refusal.NotAllowed, Refusal.OwnAccess, Refusal.NotContested],
            [Decide(Contested, Judging(People.Alice, true)).Refusal(), Decide(Contested, Judging(People.Subject, false)).Refusal(), Decide(Removed, Judging(People.Bob, true)).Refusal()]);

        var kept = Contested.After(Judging(People.Bob, false));
        var upheld = Contested.After(Judging(People.Bob, true));
        Assert.Equal(Refusal.NoWaitingRemoval, Decide(kept, Starting(99)).Refusal());
        Assert.Equal(Refusal.AlreadyContested, Decide(upheld, Contesting()).Refusal());
        Assert.Equal(Hour(50), upheld.Removal!.StartsAt);
        Assert.NotNull(upheld.After(Starting(50)).Removal!.StartedAt);
    }

    [Fact]
    public void Others_decide_about_the_owners_own_access()
    {
        var people = Everybody with { Owner = People.Subject, Runners = [People.Subject, People.Director] };
        var contested = Removed.After(Contesting() with { People = people });

        Assert.Equal([People.Director], people.DecidersFor(People.Subject));
        Assert.Equal(Refusal.OwnAccess, Decide(contested, Judging(People.Subject, false) with { People = people }).Refusal());
        Assert.NotNull(contested.After(Judging(People.Director, false) with { People = people }).Removal!.Kept);
        Assert.Equal([People.Director], (Everybody with { Runners = [People.Director] }).DecidersFor(People.Subject)); // The owner has left.
    }

    [Fact]
    public void After_silence_the_owner_or_the_second_person_takes_the_removal_back()
    {
        var silent = Of(null).After(new TaskCommand.EndReview(false) { At = Hour(1), By = Actor.System, Facts = People.Facts })
            .After(new TaskCommand.PlanRemoval(Hour(25)) { At = Hour(1), By = Actor.System, Facts = People.Facts });
        RemovalAction[] Offered(UserId person) => [.. TaskMachine.RemovalActionsOf(silent, person.Acts(), Everybody with { SecondPerson = People.Director }, Hour(2))];

        Assert.Equal([RemovalAction.TakeBack], Offered(People.Bob));
        Assert.Equal([RemovalAction.TakeBack], Offered(People.Director));
        Assert.Equal([RemovalAction.Contest], Offered(People.Subject));
        Assert.Empty(Offered(People.Alice));
        Assert.Equal(TaskKind.Revocation, Assert.IsType<Effect.FollowUp>(Assert.Single(EffectsOf(silent, Starting(25)))).Kind);
    }

    [Fact]
    public void Access_that_became_protected_is_not_removed_by_silence()
    {
        var silent = Of(null).After(new TaskCommand.EndReview(false) { At = Hour(1), By = Actor.System, Facts = People.Facts })
            .After(new TaskCommand.PlanRemoval(Hour(25)) { At = Hour(1), By = Actor.System, Facts = People.Facts });
        var facts = People.Facts with { Access = new AccessFacts(AnAccess.Entitlement(), AnAccess.App, AnAccess.Grant() with { IsProtected = true }) };

        var after = silent.After(Starting(25) with { Facts = facts });

        Assert.NotNull(after.Removal!.TakenBack);
        Assert.Null(after.Removal.StartedAt);
    }

    [Fact]
    public void An_undone_decision_has_no_removal()
    {
        var decided = Of(null).After(Deciding(People.Alice, Decision.Remove) with { UndoFor = TimeSpan.FromMinutes(1) });

        Assert.Equal(Hour(25) + TimeSpan.FromMinutes(1), decided.Removal!.StartsAt);
        Assert.Null(decided.After(Undoing(People.Alice)).Removal);
        Assert.Equal(Refusal.UndoPending, Decide(decided, Contesting() with { At = Hour(1) }).Refusal());
    }

    private static ReviewTask Of(DirectoryFacts? facts, int? wait = 24, bool direct = false) => ReviewTask.Fold(TaskMachine.Open(
        Opening(APolicy.For(TaskKind.Certification), facts: facts) with
        {
            Campaign = new TaskCampaign(CampaignId.From("c1"), "Fourth quarter", 1)
            {
                CoolingOff = wait is { } hours ? TimeSpan.FromHours(hours) : null,
                RemovesDirectly = direct ? true : null,
            },
        }).Events());

    private static TaskCommand.StartRemoval Starting(double hour) => new() { At = Hour(hour), By = Actor.System, Facts = People.Facts };

    private static TaskCommand.TakeBackRemoval TakingBack(UserId by, string? reason = "Wrong line") => new(reason, Everybody) { At = Hour(2), By = by.Acts(), Facts = People.Facts };

    private static TaskCommand.ContestRemoval Contesting() => new("I need it for the migration", Everybody) { At = Hour(3), By = People.Subject.Acts(), Facts = People.Facts };

    private static TaskCommand.JudgeContest Judging(UserId by, bool removes) => new(removes, "Talked to the team", Everybody) { At = Hour(50), By = by.Acts(), Facts = People.Facts };

    private static Ruling Decide(ReviewTask task, TaskCommand command) => TaskMachine.Decide(task, command);

    private static List<Effect> EffectsOf(ReviewTask task, TaskCommand command)
    {
        List<Effect> effects = [];
        foreach (var happened in Decide(task, command).Events())
        {
            var after = task.Evolve(happened);
            effects.AddRange(Settlement.Of(task, happened, after, People.Facts));
            task = after;
        }

        return effects;
    }

    private static IEnumerable<(NotificationKind Kind, UserId To)> Notified(ReviewTask task, TaskCommand command) =>
        EffectsOf(task, command).OfType<Effect.Notification>().Select(effect => (effect.Kind, effect.To));
}
