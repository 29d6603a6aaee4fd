using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using AccessReview.Domain.Tests.Sequences;
using CsCheck;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class TaskPeopleTests
{
    [Fact]
    public void A_task_names_its_requester_its_assignees_and_its_deciders()
    {
        var decided = Opened(TaskKind.Approval).After(Deciding(People.Admin, Decision.Deny, reason: "The project has ended"));

        Assert.Equal([People.Requester, People.Admin, People.Alice], TaskPeople.Of(decided));
    }

    [Fact]
    public void A_task_of_an_absent_assignee_names_the_delegate_too()
    {
        var task = Opened(APolicy.For(TaskKind.Approval), facts: People.Facts.OutOfOffice(People.Alice, People.Delegate));

        Assert.Equal([People.Requester, People.Delegate, People.Alice], TaskPeople.Of(task));
    }

    [Fact]
    public void An_event_names_who_acted_and_who_got_the_task()
    {
        var reassigned = Assert.Single(TaskMachine.Decide(Opened(TaskKind.Approval), Reassigning(People.Alice, People.Bob)).Events());

        Assert.Equal([People.Bob, People.Alice], TaskPeople.Of(reassigned));
    }

    [Fact]
    public void In_every_history_the_events_name_everybody_whom_the_task_names() =>
        Histories.Any.Sample(
            live => Assert.Empty(TaskPeople.Of(live.Task).Except(live.Events.SelectMany(TaskPeople.Of).Append(Worlds.Everybody[^1]))),
            iter: 2_000);
}
