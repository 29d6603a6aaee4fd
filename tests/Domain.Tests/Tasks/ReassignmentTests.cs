using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using AccessReview.Domain.Tests.Sequences;
using CsCheck;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class ReassignmentTests
{
    private static readonly ReviewTask Task = Opened(TaskKind.Approval);

    [Fact]
    public void The_subject_auditors_leavers_and_the_only_assignee_are_no_choice() =>
        Assert.All([People.Subject, People.Auditor, People.Leaver, People.Alice], person => Assert.False(Reassignment.IsChoice(Task, People.Facts.People[person])));

    [Fact]
    public void Anybody_else_is_a_choice() => Assert.True(Reassignment.IsChoice(Task, People.Facts.People[People.Stranger]));

    [Fact]
    public void None_of_several_assignees_is_a_choice()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named(People.Alice, People.Bob))));

        Assert.All([People.Alice, People.Bob], person => Assert.False(Reassignment.IsChoice(task, People.Facts.People[person])));
    }

    [Fact]
    public void Where_the_policy_names_people_only_they_are_choices()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { ReassignableTo = [People.Bob] }));

        Assert.True(Reassignment.IsChoice(task, People.Facts.People[People.Bob]));
        Assert.False(Reassignment.IsChoice(task, People.Facts.People[People.Stranger]));
        Assert.Empty(Reassignment.Suggestions(task, People.Facts));
    }

    [Fact]
    public void The_manager_and_the_owners_are_suggested() =>
        Assert.Equal([People.Manager, People.EntitlementOwner, People.AppOwner], Reassignment.Suggestions(Task, People.Facts).Select(person => person.Id));

    [Fact]
    public void A_task_that_cannot_be_reassigned_has_a_reason()
    {
        var keeps = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { AllowsReassignment = false }));

        Assert.Null(Reassignment.WhyNot(Task, People.Alice.Acts(), People.Facts, Hour(1)));
        Assert.Equal(Refusal.NotAllowed, Reassignment.WhyNot(Task, People.Stranger.Acts(), People.Facts, Hour(1)));
        Assert.Equal(Refusal.ReassignNotAllowed, Reassignment.WhyNot(keeps, People.Alice.Acts(), People.Facts, Hour(1)));
        Assert.Equal(Refusal.SubjectInactive, Reassignment.WhyNot(Task, People.Alice.Acts(), People.Facts.SubjectLeft(), Hour(1)));
    }

    [Fact]
    public void In_every_history_a_person_who_may_reassign_may_select_each_choice() =>
        Histories.Any.Sample(
            live =>
            {
                foreach (var by in live.Facts.People.Values.Select(person => Actor.Person(person.Id, person.Roles)))
                {
                    if (Reassignment.WhyNot(live.Task, by, live.Facts, live.Now) is not null)
                        continue;
                    foreach (var choice in live.Facts.People.Values.Where(person => Reassignment.IsChoice(live.Task, person)))
                    {
                        var ruling = TaskMachine.Decide(live.Task, new TaskCommand.Reassign(choice.Id, null, "On leave") { At = live.Now, By = by, Facts = live.Facts });
                        // A choice who is out of office is replaced by their delegate, who may be the only assignee.
                        Assert.True(ruling is Ruling.Accepted || (ruling is Ruling.Refused { Why: Refusal.AlreadyAssigned } && choice.DelegateAt(live.Now) is not null), $"{ruling}");
                    }
                }
            },
            iter: 2_000);
}
