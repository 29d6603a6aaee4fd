using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using CsCheck;

namespace AccessReview.Domain.Tests.Sequences;

/// <summary>An attempted command; the affected person is determined when it is tried.</summary>
internal enum Verb
{
    Decide,
    DecideForeign,
    DecideAgain,
    Undo,
    Comment,
    Reassign,
    Remind,
    Climb,
    Cancel,
    Retry,
    Wait,
    ChangePerson,
    ChangeAccess,
    Recheck,
    Ask,
    Answer,
    TimeOut,
    EndReview,
    MoveDue,
    JudgeException,
}

/// <summary>One random attempt. <see cref="Hit"/> directs it at an assignee, so that most sequences have accepted commands.</summary>
internal sealed record Move(Verb Verb, int Who, int Whom, bool Hit, bool Second, int Offset, string? Text, int Hours, User Changed, AccessFacts Access)
{
    public static Gen<Move> Any { get; } =
        from verb in Gen.Frequency(
            (6, Verb.Decide),
            (1, Verb.DecideForeign),
            (2, Verb.DecideAgain),
            (4, Verb.Undo),
            (1, Verb.Comment),
            (3, Verb.Reassign),
            (1, Verb.Remind),
            (5, Verb.Climb),
            (1, Verb.Cancel),
            (2, Verb.Retry),
            (5, Verb.Wait),
            (3, Verb.ChangePerson),
            (1, Verb.ChangeAccess),
            (4, Verb.Recheck),
            (2, Verb.Ask),
            (1, Verb.Answer),
            (2, Verb.TimeOut),
            (1, Verb.EndReview),
            (2, Verb.MoveDue),
            (8, Verb.JudgeException))
        from who in Gen.Int[0, 7]
        from whom in Gen.Int[0, 7]
        from hit in Gen.Bool
        from second in Gen.Bool
        from offset in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[-1, 1]))
        from text in Gen.OneOf(null, "short", "long enough to be a reason", " \t", new string('x', 2001))
        from hours in Gen.Int[0, 240]
        from changed in Gen.Int[0, 7].SelectMany(Worlds.Person)
        from access in Worlds.Access
        select new Move(verb, who, whom, hit, second, offset, text, hours, changed, access);

    public TaskCommand? On(ReviewTask task, DirectoryFacts facts, DateTimeOffset now)
    {
        var user = Hit && task.Assignees.Count > 0 ? task.Assignees[Who % task.Assignees.Count].User : Worlds.Everybody[Who];
        var by = Actor.Person(user, facts.People[user].Roles);
        var verbs = KindRules.DecisionsOf(task.Kind);
        TaskCommand? command = Verb switch
        {
            Verb.Decide when Hit && task.Exception is not null => Judge(task, by, facts, now),
            Verb.Decide => Decide(verbs[Second ? 1 : 0], task, by, facts, now),
            Verb.DecideForeign => Decide((Decision)Who, task, by, facts, now),
            Verb.DecideAgain => Again(task, facts, now),
            Verb.Undo => new TaskCommand.Undo(Second ? null : task.Undo?.Step, null) { At = now, By = Decider(task, facts) ?? by, Facts = facts, IsTooLate = Offset != 0 },
            Verb.Comment => new TaskCommand.Comment(Text) { At = now, By = by, Facts = facts },
            Verb.Reassign => new TaskCommand.Reassign(Worlds.Everybody[Whom], Second ? null : task.Step + Offset, Text) { At = now, By = by, Facts = facts },
            Verb.Remind => new TaskCommand.Remind { At = now, By = by, Facts = facts },
            Verb.Climb => new TaskCommand.ClimbRung(task.Step + Offset, task.NextRung) { At = now, By = Actor.System, Facts = facts },
            Verb.Cancel => new TaskCommand.Cancel(Text) { At = now, By = by, Facts = facts },
            Verb.Retry => new TaskCommand.Retry(Text) { At = now, By = by, Facts = facts },
            Verb.Recheck => new TaskCommand.Recheck { At = now, By = Actor.System, Facts = facts },
            Verb.Ask => new TaskCommand.AskRequester(Text) { At = now, By = by, Facts = facts },
            Verb.Answer => new TaskCommand.AnswerQuestion(Text) { At = now, By = Hit ? Requester(task, facts) : by, Facts = facts },
            Verb.TimeOut => new TaskCommand.TimeOutQuestion { At = now, By = Actor.System, Facts = facts },
            Verb.EndReview => new TaskCommand.EndReview(Second) { At = now, By = Hit ? by : Actor.System, Facts = facts },
            Verb.MoveDue => new TaskCommand.MoveDue(now.AddHours(Hours)) { At = now, By = Hit ? by : Actor.System, Facts = facts },
            Verb.JudgeException => Judge(task, by, facts, now),
            Verb.Wait or Verb.ChangePerson or Verb.ChangeAccess => null,
        };
        return command;
    }

    private static Actor Requester(ReviewTask task, DirectoryFacts facts) =>
        task.RequestedBy is { } requester ? Actor.Person(requester, facts.People[requester].Roles) : Actor.System;

    private TaskCommand.Decide Decide(Decision decision, ReviewTask task, Actor by, DirectoryFacts facts, DateTimeOffset now) =>
        new(decision, Second ? null : task.Step + Offset, Hit ? task.Generation + Offset : null, Text) { At = now, By = by, Facts = facts, UndoFor = TimeSpan.FromHours(Hours % 4 == 2 ? 0 : Whom * 12), SettlesNow = Offset != 0, Terms = TermsFor(decision, now) };

    private TaskCommand.JudgeProposal Judge(ReviewTask task, Actor by, DirectoryFacts facts, DateTimeOffset now) => new(Second, Second ? Text : "Not now")
    {
        At = now,
        By = Hit && task.Exception is { Approvers: [var approver, ..] } ? Actor.Person(approver.User, facts.People[approver.User].Roles) : by,
        Facts = facts,
    };

    /// <summary>Some certifications are exceptions.</summary>
    private CertificationTerms? TermsFor(Decision decision, DateTimeOffset now) =>
        decision == Decision.Certify && Hours % 2 == 0 ? new CertificationTerms { Until = now.AddHours(Hours + 1), Control = Hours % 4 == 0 ? null : "Watched" } : null;

    private Actor? Decider(ReviewTask task, DirectoryFacts facts) => Hit && task.LastDecision is { By: var decider } ? Actor.Person(decider, facts.People[decider].Roles) : null;

    private TaskCommand.Decide? Again(ReviewTask task, DirectoryFacts facts, DateTimeOffset now) =>
        task.Decisions.Count == 0 ? null : task.Decisions[Who % task.Decisions.Count] is var old
            ? new(old.Decision, old.Step, null, Text) { At = now, By = Actor.Person(old.By, facts.People[old.By].Roles), Facts = facts }
            : null;
}
