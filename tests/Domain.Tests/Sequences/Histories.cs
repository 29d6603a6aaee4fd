using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using CsCheck;

namespace AccessReview.Domain.Tests.Sequences;

/// <summary>A task and all that has happened to it.</summary>
internal sealed record History(ReviewTask Task, IReadOnlyList<TaskEvent> Events)
{
    /// <summary>The directory at its end, and the moment.</summary>
    public DirectoryFacts Facts { get; init; } = People.Facts;

    public DateTimeOffset Now { get; init; }
}

/// <summary>Tasks that have lived: by commands that a test names, or at random.</summary>
internal static class Histories
{
    public static Gen<History> Any { get; } = Gen.Select(Worlds.Any, Move.Any.List[0, 15]).Select(Live);

    public static History Of(TaskCommand.Open opening, params IEnumerable<Func<ReviewTask, TaskCommand>> commands)
    {
        List<TaskEvent> events = [.. TaskMachine.Open(opening).Events()];
        foreach (var command in commands)
            events.AddRange(TaskMachine.Decide(ReviewTask.Fold(events), command(ReviewTask.Fold(events))).Events());
        return new History(ReviewTask.Fold(events), events);
    }

    private static History Live(World world, IReadOnlyList<Move> moves)
    {
        var opening = ATask.Opening(world.Policy, world.Risk, world.Facts);
        opening = opening with { Subject = opening.Subject with { User = Worlds.Everybody[0], Until = world.Until }, RequestedBy = Worlds.Everybody[^1] };
        List<TaskEvent> events = [.. TaskMachine.Open(opening).Events()];
        var (task, facts, now) = (ReviewTask.Fold(events), world.Facts, Calendar.Monday);
        foreach (var move in moves)
        {
            now = move.Verb == Verb.Wait ? now.AddHours(move.Hours) : now;
            facts = move.Verb == Verb.ChangePerson ? facts.With(move.Changed.Id, _ => move.Changed) : facts;
            facts = move.Verb == Verb.ChangeAccess ? facts with { Access = move.Access } : facts;
            if (move.On(task, facts, now) is not { } command || TaskMachine.Decide(task, command) is not Ruling.Accepted { Events: var happened })
                continue;
            events.AddRange(happened);
            task = happened.Aggregate(task, (next, one) => next.Evolve(one));
        }

        return new History(task, events) { Facts = facts, Now = now };
    }
}
