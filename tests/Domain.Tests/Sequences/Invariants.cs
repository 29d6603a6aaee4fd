using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.Domain.Tests.Sequences;

/// <summary>Invariants after every command, whatever came before.</summary>
internal static class Invariants
{
    public static void HoldAfter(ReviewTask before, TaskCommand command, IReadOnlyList<TaskEvent> events, ReviewTask after)
    {
        Assert.Equal(before.Version + events.Count, after.Version);
        if (events is [TaskEvent.DecisionUndone, ..])
        {
            MayHaveUndone(before, command);
        }
        else
        {
            Assert.True(after.Generation >= before.Generation);
            Assert.True(before.IsOpen || !after.IsOpen, "A closed task opened again.");
            Assert.True(before.IsOpen || (before.Outcome == after.Outcome && before.Decisions.SequenceEqual(after.Decisions)), "A closed task changed.");
            // The last decision can end with its exception: it was denied, or nobody approved it.
            var kept = before.Decisions.Count - (before.Exception is null ? 0 : 1);
            Assert.True(after.Decisions.Take(kept).SequenceEqual(before.Decisions.Take(kept)), "A decision changed.");
            Assert.True(before.UndoUntil(command.At) is null || events.Count == 0 || command is TaskCommand.Recheck or TaskCommand.Cancel, "The task went on while its decision could be undone.");
        }

        Assert.Equal(after.Decisions.Count, after.Decisions.DistinctBy(decision => decision.Generation).Count());
        Assert.False(after.Exception is not null && !after.IsOpen, "A closed task has a pending exception.");
        if (events is [TaskEvent.ExceptionApproved { By.User: { } approver }, ..])
            Assert.True(approver != before.Subject.User && !before.Exception!.IsDecidedBy(approver), "An exception was approved by its decider or for the person themselves.");
        foreach (var decided in events.OfType<TaskEvent.Decided>())
            MayHaveDecided(before, command, decided);
        foreach (var person in events.SelectMany(AskedBy).SelectMany(assignee => assignee.People))
            MayBeAsked(person, before.Subject, command.Facts);
        PausesWhileAsked(before, command, events, after);
        if (command is TaskCommand.Recheck)
            HaveFollowed(after, command);
        HoldFor(after, command.At);
    }

    private static void PausesWhileAsked(ReviewTask before, TaskCommand command, IReadOnlyList<TaskEvent> events, ReviewTask after)
    {
        Assert.True(before.Question is null || command is not TaskCommand.ClimbRung || events.Count == 0, "A rung was climbed while a question was open.");
        var isRestored = command is TaskCommand.Undo && after.Question == before.Undo?.Question;
        Assert.True(after.Question is null || isRestored || (after.IsOpen && after.Generation == before.Generation), "A question outlived its task or its assignees.");
        Assert.True(after.Question is null || Lifecycle.Next(after, command.At) is not NextStep.Climb);
        Assert.True(after.Question is null || (KindRules.AllowsQuestions(after.Kind) && after.Question.AskedBy != after.RequestedBy && after.Question.AskedBy != after.Subject.User));
        Assert.True(after.Campaign is not null || (after.Pauses?.Count ?? 0) <= TaskMachine.MaxQuestions);
        if (command is TaskCommand.MoveDue { Due: var due } && events.Count > 0 && before.DueAt >= command.At)
            Assert.Equal(due, after.DueAt);
        Assert.True(command is not (TaskCommand.MoveDue or TaskCommand.EndReview) || events.Count == 0 || (before.Campaign is not null && command.By.User is null), "A person ended a review for its campaign.");
        if (events.OfType<TaskEvent.InformationGiven>().FirstOrDefault() is { By.User: { } by })
            Assert.True(by == before.RequestedBy || by == before.Subject.User, "Somebody answered who was not asked.");
    }

    /// <summary>Every assignee is eligible, and a second check changes nothing.</summary>
    private static void HaveFollowed(ReviewTask after, TaskCommand command)
    {
        Assert.Empty(Assert.IsType<Ruling.Accepted>(TaskMachine.Decide(after, command)).Events);
        Assert.All(after.IsOpen ? after.WaitsFor : [], person => MayBeAsked(person, after.Subject, command.Facts));
    }

    public static void HoldFor(ReviewTask task, DateTimeOffset now)
    {
        Assert.Equal(task.IsOpen || task.UndoUntil(now) is not null, Lifecycle.Next(task, now) is not NextStep.Finished);
        Assert.True(task.IsOpen || (task.Outcome is { } outcome && KindRules.OutcomesOf(task.Kind).Contains(outcome)), $"{task.Outcome} does not fit {task.Kind}.");
        Assert.True(task.IsOpen || task.ClosedAt is not null);
        Assert.DoesNotContain(task.Subject.User, task.Assignees.Select(assignee => assignee.User));
        Assert.Empty(task.FormerAssignees.Intersect(task.Assignees.Select(assignee => assignee.User)));
        Assert.Equal(task.Assignees.Count, task.Assignees.DistinctBy(assignee => assignee.User).Count());
    }

    public static IEnumerable<Assignee> AskedBy(TaskEvent happened) => happened switch
    {
        TaskEvent.StepStarted started => started.Assignees,
        TaskEvent.Reassigned reassigned => reassigned.Assignees,
        TaskEvent.AssigneesAdded added => added.Assignees,
        TaskEvent.AssigneesReplaced replaced => replaced.Assignees,
        TaskEvent.AssigneesChanged changed => changed.Assignees,
        TaskEvent.DelegatesChanged changed => changed.Assignees,
        _ => [],
    };

    public static void MayBeAsked(UserId person, Subject subject, DirectoryFacts facts)
    {
        Assert.NotEqual(subject.User, person);
        Assert.True(facts.People[person].IsActive, $"{person} has left and was asked.");
        Assert.False(facts.People[person].Roles.HasFlag(Roles.Auditor), $"{person} may only read and was asked.");
    }

    /// <summary>No grant is recorded for a person who has left, after its end date, or for a deleted entitlement.</summary>
    public static void MayChangeGrant(Effect.ChangeGrant change, ReviewTask task, DateTimeOffset at, DirectoryFacts facts)
    {
        if (change.Change is not (GrantChange.Record or GrantChange.Certify))
            return;
        Assert.True(facts.People[task.Subject.User].IsActive, "Somebody who has left was granted access.");
        Assert.True(facts.Access is not { Entitlement: null }, "Access was granted to what is gone.");
        Assert.True(change.Change == GrantChange.Certify || task.Subject.Until is not { } until || until > at, "Access was granted past its end.");
        Assert.True(change.Change == GrantChange.Record || facts.Access is not { IsHeld: false }, "Access was certified that nobody held.");
    }

    private static void MayHaveUndone(ReviewTask before, TaskCommand command)
    {
        Assert.NotNull(before.LastDecision);
        var last = before.LastDecision;
        Assert.Equal(last.By, command.By.User);
        Assert.True(last.UndoUntil > command.At, "A decision was undone after it took effect.");
        Assert.False(command.By.Roles.HasFlag(Roles.Auditor));
    }

    private static void MayHaveDecided(ReviewTask before, TaskCommand command, TaskEvent.Decided decided)
    {
        var person = Assert.NotNull(decided.By.User);
        var isAssignee = before.Assignees.Any(assignee => assignee.User == person);
        var isDelegate = before.Assignees.Any(assignee =>
            command.Facts.People[assignee.User] is var away && away.DelegateId == person && person != away.Id && (away.DelegateUntil is null || away.DelegateUntil > command.At));

        Assert.NotEqual(before.Subject.User, person);
        Assert.False(decided.By.Roles.HasFlag(Roles.Auditor));
        Assert.Contains(decided.Decision, KindRules.DecisionsOf(before.Kind));
        Assert.Equal(!isAssignee && !isDelegate, decided.IsOverride);
        Assert.Null(SubjectRules.Against(decided.Decision, before.Kind, before.Subject, command.Facts, command.At));
        if (decided.IsOverride)
            Assert.True(decided.By.Roles.HasFlag(Roles.Admin) && decided.Reason?.Length >= 10, "Somebody decided who was not asked.");
    }
}
