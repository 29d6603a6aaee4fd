using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using AccessReview.Domain.Tests.Sequences;
using CsCheck;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class StepStateTests
{
    private static readonly Policy Three = APolicy.For(
        TaskKind.Approval,
        APolicy.AskingAlice(APolicy.Skip(2)),
        APolicy.Asking(APolicy.Named(People.Bob)) with { MinimumRisk = Risk.High },
        APolicy.Asking(APolicy.Named(People.Director)));

    [Fact]
    public void The_current_step_is_open_and_later_ones_wait_or_are_not_required()
    {
        Assert.Equal([StepState.Current, StepState.NotRequired, StepState.Waiting], StatesOf(Opened(Three), Risk.Low));
        Assert.Equal([StepState.Current, StepState.Waiting, StepState.Waiting], StatesOf(Opened(Three), Risk.High));
    }

    [Fact]
    public void A_decided_step_stays_decided() =>
        Assert.Equal([StepState.Decided, StepState.NotRequired, StepState.Current], StatesOf(Opened(Three).After(Deciding(People.Alice, Decision.Approve)), Risk.Low));

    [Fact]
    public void A_step_that_nobody_decided_is_undecided() =>
        Assert.Equal([StepState.Undecided, StepState.NotRequired, StepState.Current], StatesOf(Opened(Three).After(Climbing(Opened(Three), Day(2))), Risk.Low));

    [Fact]
    public void After_a_denial_later_steps_are_not_reached() =>
        Assert.Equal([StepState.Decided, StepState.NotRequired, StepState.NotReached], StatesOf(Opened(Three).After(Deciding(People.Alice, Decision.Deny)), Risk.Critical));

    [Fact]
    public void When_a_task_was_cancelled_its_step_is_undecided() =>
        Assert.Equal([StepState.Undecided, StepState.NotRequired, StepState.NotReached], StatesOf(Opened(Three).After(Cancelling(People.Requester)), Risk.Low));

    [Fact]
    public void In_every_history_an_open_task_has_one_current_step_and_the_steps_ahead_wait() =>
        Histories.Any.Sample(
            live =>
            {
                var risk = SubjectRules.RiskOf(live.Task.Subject, live.Facts);
                var states = StatesOf(live.Task, risk);

                Assert.Equal(live.Task.IsOpen ? 1 : 0, states.Count(state => state == StepState.Current));
                Assert.All(live.Task.Decisions, decision => Assert.True(states[decision.Step] is StepState.Decided or StepState.Current));
                if (live.Task.IsOpen)
                    Assert.Equal(live.Task.StepsAhead(risk), Enumerable.Range(0, states.Count).Where(step => states[step] == StepState.Waiting));
                else
                    Assert.DoesNotContain(StepState.Waiting, states);
            },
            iter: 2_000);

    private static IReadOnlyList<StepState> StatesOf(ReviewTask task, Risk risk) => [.. task.Policy.Steps.Select((_, step) => task.StateOf(step, risk))];
}
