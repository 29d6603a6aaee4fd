using System.Collections.Concurrent;
using System.Text.Json;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using CsCheck;
using Xunit;

namespace AccessReview.Domain.Tests.Sequences;

public sealed class CommandSequenceTests
{
    private const int Sequences = 20_000;

    /// <summary>The sequences of campaigns reach these.</summary>
    private static readonly string[] OfCampaigns = [nameof(TaskEvent.DecisionStaged), nameof(TaskEvent.StagedWithdrawn), nameof(TaskEvent.StagedReturned)];

    [Fact]
    public void No_sequence_of_commands_breaks_an_invariant()
    {
        var reached = new ConcurrentDictionary<string, int>();

        Gen.Select(Worlds.Any, Move.Any.List[1, 25]).Sample(
            (world, moves) =>
            {
                foreach (var happened in Live(world, moves))
                    reached.AddOrUpdate(happened is TaskEvent.TaskClosed closed ? closed.Outcome.ToString() : happened.GetType().Name, 1, (_, count) => count + 1);
            },
            iter: Sequences);

        // Sequences without accepted commands would trivially meet every invariant.
        var all = Enum.GetNames<Outcome>().Concat(typeof(TaskEvent).GetNestedTypes().Where(type => type != typeof(TaskEvent.TaskClosed)).Select(type => type.Name));
        // Only campaigns hold removals and stage decisions. Their sequences have those events.
        Assert.Empty(all.Where(name => !name.StartsWith("Removal", StringComparison.Ordinal) && name != nameof(TaskEvent.ContestJudged)).Except(OfCampaigns).Except(reached.Keys));
    }

    [Fact]
    public void A_task_without_response_closes_under_every_valid_ladder() =>
        Worlds.Any.Sample(
            world =>
            {
                var task = Open(world).Task;

                for (var wakes = 0; task.IsOpen; wakes++)
                {
                    Assert.True(wakes < 100, "The ladder has no end.");
                    var now = Lifecycle.Next(task, task.StepStartedAt) is NextStep.WaitUntil wait ? wait.At : task.StepStartedAt;
                    task = Lifecycle.Next(task, now) is NextStep.Recheck
                        ? task.After(new TaskCommand.Recheck { At = now, By = Actor.System, Facts = world.Facts })
                        : task.At(now, world.Facts);
                }

                Assert.Empty(task.Decisions);
                Assert.True(task.Outcome != Outcome.Approved && (task.Outcome != Outcome.Completed || task.ClosingCause is not null), "Silence approved or completed.");
            },
            iter: Sequences);

    [Fact]
    public void The_random_policies_are_valid() => Worlds.Any.Sample(world => PolicyCheck.FaultsOf(world.Policy).Count == 0, iter: 1_000);

    private static IReadOnlyList<TaskEvent> Live(World world, IReadOnlyList<Move> moves)
    {
        var (task, history) = Open(world);
        var (facts, now) = (world.Facts, Calendar.Monday);
        ReviewTask? undecided = null;
        foreach (var move in moves)
        {
            now = move.Verb == Verb.Wait ? now.AddHours(move.Hours) : now;
            facts = move.Verb == Verb.ChangePerson ? facts.With(move.Changed.Id, _ => move.Changed) : facts;
            facts = move.Verb == Verb.ChangeAccess ? facts with { Access = move.Access } : facts;
            if (move.On(task, facts, now) is not { } command || TaskMachine.Decide(task, command) is not Ruling.Accepted { Events: var events })
                continue;

            var after = events.Aggregate(task, (next, happened) => next.Evolve(happened));
            Invariants.HoldAfter(task, command, events, after);
            if (command is TaskCommand.Decide decide && events.Count > 0)
                IsAcceptedAgain(after, decide with { Step = task.Step });
            if (move.Verb == Verb.DecideAgain)
                Assert.Empty(events);
            if (events is [TaskEvent.Decided, ..])
                undecided = task;
            if (events is [TaskEvent.DecisionUndone undone, ..])
                Assert.Equal(Stated(undecided!), Stated(task.Evolve(undone)));
            history.AddRange(events);
            FollowUpsAreTheSameEachTime(task, events, facts);
            task = after;
        }

        Assert.Equal(JsonSerializer.Serialize(task), JsonSerializer.Serialize(ReviewTask.Fold(history)));
        Assert.Equal(history.Count, task.Version);
        var final = UndoneEvents.Without(history);
        Assert.True(final.OfType<TaskEvent.TaskClosed>().Count() <= 1 && final.OfType<TaskEvent.Retried>().Count() <= 1);
        Assert.Equal(Stated(task), Stated(ReviewTask.Fold(final)));
        return history;
    }

    /// <summary>A task without its position in its history.</summary>
    private static string Stated(ReviewTask task) => JsonSerializer.Serialize(task with { Version = 0, Undo = null, UndoneBy = null });

    private static (ReviewTask Task, List<TaskEvent> History) Open(World world)
    {
        var opening = ATask.Opening(world.Policy, world.Risk, world.Facts);
        opening = opening with { Subject = opening.Subject with { User = Worlds.Everybody[0], Until = world.Until }, RequestedBy = Worlds.Everybody[^1] };
        if (world.Policy.Kind == TaskKind.Certification)
            opening = opening with { Campaign = new TaskCampaign(CampaignId.From("c1"), "Fourth quarter", 1), Relied = ReliedFacts.Of(opening.Subject, world.Facts) };
        List<TaskEvent> history = [.. TaskMachine.Open(opening).Events()];
        Assert.All(history.SelectMany(Invariants.AskedBy), assignee => Invariants.MayBeAsked(assignee.User, opening.Subject, world.Facts));
        var task = ReviewTask.Fold(history);
        Invariants.HoldFor(task, Calendar.Monday);
        return (task, history);
    }

    private static void IsAcceptedAgain(ReviewTask task, TaskCommand.Decide command) =>
        Assert.Empty(TaskMachine.Decide(task, command).Events());

    private static void FollowUpsAreTheSameEachTime(ReviewTask before, IReadOnlyList<TaskEvent> events, DirectoryFacts facts)
    {
        foreach (var happened in events)
        {
            var after = before.Evolve(happened);
            var once = Settlement.Of(before, happened, after, facts);
            var twice = Settlement.Of(before, happened, after, facts);
            Assert.Equal(once, twice);
            Assert.All(once.OfType<Effect.ChangeGrant>(), change => Invariants.MayChangeGrant(change, after, happened.At, facts));
            Assert.All(once.OfType<Effect.FollowUp>(), follow => Assert.True(TaskId.IsWellFormed(follow.Id.Value) && follow.Id != after.Id));
            before = after;
        }
    }
}
