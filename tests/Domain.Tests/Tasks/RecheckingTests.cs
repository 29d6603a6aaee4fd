using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>Open tasks after a directory change.</summary>
public sealed class RecheckingTests
{
    private static readonly DirectoryFacts Facts = People.Facts;

    public static TheoryData<string, AssigneeSource, string[]> Changes => new()
    {
        // Found by the rule: follows the rule.
        { "nothing", AssigneeSource.SubjectManager, ["manager"] },
        { "the manager left", AssigneeSource.SubjectManager, ["admin"] },
        { "the manager is an auditor", AssigneeSource.SubjectManager, ["admin"] },
        { "another manager", AssigneeSource.SubjectManager, ["director"] },
        { "no manager", AssigneeSource.SubjectManager, ["admin"] },
        { "the subject is their own manager", AssigneeSource.SubjectManager, ["admin"] },
        { "another owner", AssigneeSource.AppOwners, ["bob"] },
        { "one more owner", AssigneeSource.AppOwners, ["app-owner", "bob"] },
        { "the only owner is the subject", AssigneeSource.AppOwners, ["admin"] },
        { "another owner", AssigneeSource.EntitlementOwners, ["bob"] },
        { "the owner left", AssigneeSource.EntitlementOwners, ["admin"] },
        { "another admin", AssigneeSource.Admins, ["bob"] },
        { "nobody at all", AssigneeSource.SubjectManager, [] },
        { "nobody at all", AssigneeSource.Admins, [] },
        { "the manager left", AssigneeSource.AppOwners, ["app-owner"] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void An_assignee_found_by_a_rule_changes_with_the_rule(string change, AssigneeSource source, string[] wanted)
    {
        var task = Opened(Asking(source));

        var after = task.After(Rechecking(After(change)));

        Assert.Equal(wanted, after.AssignedUsers().Select(user => user.Value));
        Assert.Equal(task.StepStartedAt, after.StepStartedAt);
        Assert.Empty(TaskMachine.Decide(after, Rechecking(After(change))).Events());
    }

    [Fact]
    public void A_change_of_assignees_starts_a_new_generation_and_notifies_the_current_assignees()
    {
        var task = Opened(Asking(AssigneeSource.AppOwners), facts: Facts with { AppOwners = [People.AppOwner, People.Alice] });

        var changed = Assert.IsType<TaskEvent.AssigneesChanged>(Assert.Single(TaskMachine.Decide(task, Rechecking(Facts with { AppOwners = [People.Alice, People.Bob] })).Events()));
        var after = task.Evolve(changed);

        Assert.Equal(task.Generation + 1, after.Generation);
        Assert.Contains(People.AppOwner, after.FormerAssignees);
        Assert.Equal(
            [new Effect.Notification(NotificationKind.Assigned, People.Bob, after.Generation), new Effect.Notification(NotificationKind.Reminder, People.Alice, after.Generation)],
            Settlement.Of(task, changed, after, Facts));
        Assert.Equal(Refusal.NotAssignee, TaskMachine.Decide(after, Deciding(People.AppOwner, Decision.Approve)).Refusal());
        Assert.Equal(Refusal.StaleGeneration, TaskMachine.Decide(after, Deciding(People.AppOwner, Decision.Approve, generation: task.Generation)).Refusal());
    }

    [Fact]
    public void The_fallback_is_replaced_when_the_rule_finds_people_and_does_not_grow()
    {
        var withoutManager = Facts.With(People.Subject, user => user with { ManagerId = null });
        var task = Opened(Asking(AssigneeSource.SubjectManager), facts: withoutManager);
        Assert.Equal([People.Admin], task.AssignedUsers());

        Assert.Empty(TaskMachine.Decide(task, Rechecking(withoutManager with { Admins = [People.Admin, People.Bob] })).Events());
        Assert.Equal([People.Bob], task.After(Rechecking(withoutManager with { Admins = [People.Bob] })).AssignedUsers());
        Assert.Equal([People.Manager], task.After(Rechecking()).AssignedUsers());
    }

    [Fact]
    public void A_person_assigned_by_reassignment_keeps_the_task_while_active()
    {
        var task = Opened(Asking(AssigneeSource.SubjectManager)).After(Reassigning(People.Manager, People.Bob));

        Assert.Empty(TaskMachine.Decide(task, Rechecking(After("another manager"))).Events());
        Assert.Equal([People.Manager], task.After(Rechecking(Facts.With(People.Bob, user => user with { IsActive = false }))).AssignedUsers());
    }

    [Fact]
    public void A_person_assigned_by_escalation_keeps_the_task_while_eligible()
    {
        var task = Opened(Asking(AssigneeSource.SubjectManager, APolicy.Add(1, new AssigneeRule(AssigneeSource.AppOwners)), APolicy.Close(7))).At(Day(1));
        Assert.Equal([People.Manager, People.AppOwner], task.AssignedUsers());

        Assert.Equal([People.Director, People.AppOwner], task.After(Rechecking(After("another manager"), Day(2))).AssignedUsers());
        Assert.Equal([People.Manager, People.Bob], task.After(Rechecking(After("another owner"), Day(2))).AssignedUsers());
    }

    [Fact]
    public void A_person_found_by_the_rule_stays_when_an_escalation_finds_others()
    {
        var task = Opened(Asking(AssigneeSource.SubjectManager, APolicy.Add(1, new AssigneeRule(AssigneeSource.AppOwners)), APolicy.Close(7))).At(Day(1));
        var changed = Facts.With(People.Subject, user => user with { ManagerId = People.AppOwner }) with { AppOwners = [People.Bob] };

        var after = task.After(Rechecking(changed, Day(2)));

        Assert.Equal([People.AppOwner, People.Bob], after.AssignedUsers());
        Assert.Empty(TaskMachine.Decide(after, Rechecking(changed, Day(2))).Events());
    }

    [Fact]
    public void A_task_without_eligible_assignees_stays_open_and_administrators_are_notified_once()
    {
        var nobody = After("nobody at all");
        var task = Opened(Asking(AssigneeSource.SubjectManager));

        var changed = Assert.Single(TaskMachine.Decide(task, Rechecking(nobody)).Events());
        var after = task.Evolve(changed);

        Assert.True(after.IsOpen);
        Assert.Empty(after.Assignees);
        Assert.Equal([new Effect.Notification(NotificationKind.Unassigned, People.Subject, after.Generation)], Settlement.Of(task, changed, after, nobody with { Admins = [People.Subject] }));
        Assert.Empty(TaskMachine.Decide(after, Rechecking(nobody)).Events());
    }

    [Fact]
    public void A_person_who_becomes_eligible_gets_an_unassigned_task_with_the_full_time_of_its_step()
    {
        var task = Opened(Asking(AssigneeSource.SubjectManager, APolicy.Remind(2), APolicy.Close(7)), facts: After("nobody at all")).At(Day(3), After("nobody at all"));

        var after = task.After(Rechecking(at: Day(4)));

        Assert.Equal([People.Manager], after.AssignedUsers());
        Assert.Equal(new NextStep.WaitUntil(Day(6)), Lifecycle.Next(after, Day(4)));
    }

    [Fact]
    public void A_reminder_of_an_unassigned_task_is_refused_and_not_offered()
    {
        var nobody = After("nobody at all");
        var task = Opened(Asking(AssigneeSource.SubjectManager), facts: nobody);
        var left = Opened(Asking(AssigneeSource.SubjectManager));

        Assert.Equal(Refusal.NobodyToRemind, TaskMachine.Decide(task, Reminding(People.Requester) with { Facts = nobody }).Refusal());
        Assert.DoesNotContain(TaskAction.Remind, TaskMachine.ActionsOf(task, People.Requester.Acts(), nobody, Hour(1)));
        Assert.Equal(Refusal.NobodyToRemind, TaskMachine.Decide(left, Reminding(People.Requester) with { Facts = After("the manager left") }).Refusal());
        Assert.Contains(TaskAction.Remind, TaskMachine.ActionsOf(left, People.Requester.Acts(), Facts, Hour(1)));
    }

    [Fact]
    public void Only_the_system_rechecks_tasks_and_a_closed_task_stays_unchanged()
    {
        var task = Opened(Asking(AssigneeSource.SubjectManager));

        Assert.Equal(Refusal.NotAllowed, TaskMachine.Decide(task, Rechecking() with { By = People.Admin.Acts() }).Refusal());
        Assert.Empty(TaskMachine.Decide(task.After(Cancelling(People.Requester)), Rechecking(After("another manager"))).Events());
    }

    private static Policy Asking(AssigneeSource source, params Rung[] ladder) => APolicy.For(TaskKind.Approval, APolicy.Asking(new AssigneeRule(source), ladder));

    private static DirectoryFacts After(string change) => change switch
    {
        "nothing" => Facts,
        "the manager left" => Facts.With(People.Manager, user => user with { IsActive = false }),
        "the manager is an auditor" => Facts.With(People.Manager, user => user with { Roles = Roles.Auditor }),
        "another manager" => Facts.With(People.Subject, user => user with { ManagerId = People.Director }),
        "no manager" => Facts.With(People.Subject, user => user with { ManagerId = null }),
        "the subject is their own manager" => Facts.With(People.Subject, user => user with { ManagerId = People.Subject }),
        "another owner" => Facts with { AppOwners = [People.Bob], EntitlementOwners = [People.Bob] },
        "one more owner" => Facts with { AppOwners = [People.AppOwner, People.Bob] },
        "the only owner is the subject" => Facts with { AppOwners = [People.Subject] },
        "the owner left" => Facts.With(People.EntitlementOwner, user => user with { IsActive = false }),
        "another admin" => Facts with { Admins = [People.Bob] },
        "nobody at all" => Facts.With(People.Manager, user => user with { IsActive = false }) with { Admins = [People.Subject] },
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };
}
