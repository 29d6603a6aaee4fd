using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>
/// Checks every state (open at each kind and step, closed by each outcome) × every command × every relation against
/// <see cref="RulingTable"/>. In each, Bob had the task first; Alice has it now and is out of office with a delegate.
/// </summary>
public sealed class EveryStateEveryCommandTests
{
    private static readonly DirectoryFacts Facts = People.Facts.OutOfOffice(People.Alice, People.Delegate);

    private static readonly Dictionary<string, Actor> Actors = new()
    {
        ["assignee"] = People.Alice.Acts(),
        ["delegate"] = People.Delegate.Acts(),
        ["former"] = People.Bob.Acts(),
        ["subject"] = People.Subject.Acts(),
        ["requester"] = People.Requester.Acts(),
        ["manager"] = People.Manager.Acts(),
        ["app-owner"] = People.AppOwner.Acts(),
        ["ent-owner"] = People.EntitlementOwner.Acts(),
        ["admin"] = People.Admin.Acts(),
        ["admin-subject"] = Actor.Person(People.Subject, Roles.Admin),
        ["auditor"] = People.Auditor.Acts(),
        ["stranger"] = People.Stranger.Acts(),
        ["system"] = Actor.System,
    };

    private static readonly Dictionary<TaskKind, (Decision First, Decision Second, Decision Foreign)> Verbs = new()
    {
        [TaskKind.Certification] = (Decision.Certify, Decision.Remove, Decision.Approve),
        [TaskKind.Approval] = (Decision.Approve, Decision.Deny, Decision.Certify),
        [TaskKind.Provisioning] = (Decision.Complete, Decision.Error, Decision.Approve),
        [TaskKind.Revocation] = (Decision.Confirm, Decision.Decline, Decision.Deny),
        [TaskKind.Deprovisioning] = (Decision.Complete, Decision.Error, Decision.Confirm),
    };

    public static TheoryData<TaskKind, string> States()
    {
        TheoryData<TaskKind, string> states = [];
        foreach (var kind in Enum.GetValues<TaskKind>())
        {
            foreach (var state in (string[])["open", "first", "first, undoable", "first, passed", "first, undone", "second", "second, undoable", "no-response", "cancelled"])
                states.Add(kind, state);
        }

        states.Add(TaskKind.Approval, "open at the last of two steps");
        states.Add(TaskKind.Approval, "pending");
        states.Add(TaskKind.Approval, "asked");
        states.Add(TaskKind.Provisioning, "asked");
        foreach (var kind in (TaskKind[])[TaskKind.Provisioning, TaskKind.Deprovisioning])
        {
            states.Add(kind, "second, retried");
            states.Add(kind, "no-response, retried");
        }

        return states;
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Every_command_of_every_actor_in_every_state_is_decided_as_the_table_says(TaskKind kind, string state)
    {
        var task = InState(kind, state);
        var expected = Expected(kind, state);
        var commands = Commands(task);

        var surprises =
            from command in commands
            from actor in Actors
            let ruling = Describe(TaskMachine.Decide(task, command.Value with { By = actor.Value }))
            where ruling != expected[(command.Key, actor.Key)]
            select $"{command.Key} by {actor.Key}: {ruling}, not {expected[(command.Key, actor.Key)]}";

        Assert.Empty(surprises);
        Assert.Equal(commands.Count * Actors.Count, expected.Count);
    }

    private static ReviewTask InState(TaskKind kind, string state)
    {
        var askingBob = APolicy.Asking(APolicy.Named(People.Bob));
        var (first, second, _) = Verbs[kind];
        var open = state == "open at the last of two steps"
            ? Opened(APolicy.For(kind, APolicy.Asking(APolicy.Named(People.Director)), askingBob)).After(Deciding(People.Director, first))
            : Opened(APolicy.For(kind, askingBob));
        // The ladder climbs only after the second step has begun for its assignees.
        if (state == "pending")
        {
            var steps = APolicy.For(kind, APolicy.Asking(APolicy.Named(People.Director)), APolicy.Asking(APolicy.Named(People.Alice)));
            return Opened(steps).After(Deciding(People.Director, first) with { UndoFor = TimeSpan.FromDays(10) });
        }

        open = open.After(Reassigning(People.Bob, People.Alice));
        return state.Split(", ") switch
        {
            ["first", "undoable"] => open.After(Deciding(People.Alice, first) with { UndoFor = TimeSpan.FromDays(10) }),
            ["second", "undoable"] => open.After(Deciding(People.Alice, second) with { UndoFor = TimeSpan.FromDays(10) }),
            ["first", "passed"] => open.After(Deciding(People.Alice, first) with { UndoFor = TimeSpan.FromHours(1) }),
            ["first", "undone"] => open.After(Deciding(People.Alice, first) with { UndoFor = TimeSpan.FromDays(10) }).After(Undoing(People.Alice)),
            ["first"] => open.After(Deciding(People.Alice, first)),
            ["second"] => open.After(Deciding(People.Alice, second)),
            ["second", "retried"] => open.After(Deciding(People.Alice, second)).After(Retrying(People.Admin)),
            ["no-response"] => open.At(Day(7)),
            ["no-response", "retried"] => open.At(Day(7)).After(Retrying(People.Admin)),
            ["cancelled"] => open.After(Cancelling(People.Requester)),
            ["asked"] => open.After(Asking(People.Alice)),
            _ => open,
        };
    }

    private static Dictionary<(string Command, string Actor), string> Expected(TaskKind kind, string state)
    {
        var changesAccess = kind is TaskKind.Provisioning or TaskKind.Deprovisioning;
        return state.Split(", ") switch
        {
            ["first", "undoable"] => RulingTable.Read(RulingTable.Decided, RulingTable.Undoable),
            ["second", "undoable"] => RulingTable.Read(Swapped(RulingTable.Decided), RulingTable.Undoable, changesAccess ? RulingTable.FailedUndoable : ""),
            ["first", "passed"] => RulingTable.Read(RulingTable.Decided, RulingTable.UndoPassed),
            ["first", "undone"] => RulingTable.Read(RulingTable.Open, kind is TaskKind.Approval or TaskKind.Provisioning ? RulingTable.Requested : "", RulingTable.Undone),
            ["pending"] => RulingTable.Read(RulingTable.Open, RulingTable.Pending),
            ["first"] => RulingTable.Read(RulingTable.Decided),
            ["second"] => RulingTable.Read(Swapped(RulingTable.Decided), changesAccess ? RulingTable.Failed : ""),
            ["second", "retried"] => RulingTable.Read(Swapped(RulingTable.Decided), RulingTable.Retried),
            ["no-response"] => RulingTable.Read(RulingTable.Decided, RulingTable.Undecided, changesAccess ? RulingTable.Failed : ""),
            ["no-response", "retried"] => RulingTable.Read(RulingTable.Decided, RulingTable.Undecided, RulingTable.Retried),
            ["cancelled"] => RulingTable.Read(RulingTable.Decided, RulingTable.Undecided, RulingTable.Cancelled),
            ["asked"] => RulingTable.Read(RulingTable.Open, RulingTable.Asked),
            _ => RulingTable.Read(RulingTable.Open, kind is TaskKind.Approval or TaskKind.Provisioning ? RulingTable.Requested : ""),
        };
    }

    private static string Swapped(string table) => table.Replace("first ", "other ", StringComparison.Ordinal)
        .Replace("second ", "first ", StringComparison.Ordinal)
        .Replace("other ", "second ", StringComparison.Ordinal);

    private static Dictionary<string, TaskCommand> Commands(ReviewTask task)
    {
        var (first, second, foreign) = Verbs[task.Kind];
        const string Reason = "Spoke with the team";
        return new()
        {
            ["first"] = new TaskCommand.Decide(first, null, null, Reason) { At = Hour(2), By = Actor.System, Facts = Facts },
            ["second"] = new TaskCommand.Decide(second, null, null, Reason) { At = Hour(2), By = Actor.System, Facts = Facts },
            ["foreign"] = new TaskCommand.Decide(foreign, null, null, Reason) { At = Hour(2), By = Actor.System, Facts = Facts },
            ["later-step"] = new TaskCommand.Decide(first, task.Step + 1, null, Reason) { At = Hour(2), By = Actor.System, Facts = Facts },
            ["old-link"] = new TaskCommand.Decide(foreign, null, task.Generation - 1, Reason) { At = Hour(2), By = Actor.System, Facts = Facts },
            ["comment"] = new TaskCommand.Comment("Asked the team") { At = Hour(2), By = Actor.System, Facts = Facts },
            ["reassign"] = new TaskCommand.Reassign(People.Bob, null, Reason) { At = Hour(2), By = Actor.System, Facts = Facts },
            ["remind"] = new TaskCommand.Remind { At = Hour(2), By = Actor.System, Facts = Facts },
            ["climb"] = new TaskCommand.ClimbRung(task.Step, task.NextRung) { At = Day(8), By = Actor.System, Facts = Facts },
            ["cancel"] = new TaskCommand.Cancel(null) { At = Hour(2), By = Actor.System, Facts = Facts },
            ["recheck"] = new TaskCommand.Recheck { At = Hour(2), By = Actor.System, Facts = Facts },
            ["undo"] = new TaskCommand.Undo(null, null) { At = Hour(2), By = Actor.System, Facts = Facts },
            ["retry"] = new TaskCommand.Retry(null) { At = Hour(2), By = Actor.System, Facts = Facts },
            ["ask"] = new TaskCommand.AskRequester("Which team?") { At = Hour(2), By = Actor.System, Facts = Facts },
            ["answer"] = new TaskCommand.AnswerQuestion("Finance") { At = Hour(2), By = Actor.System, Facts = Facts },
            ["judge"] = new TaskCommand.JudgeProposal(true, null) { At = Hour(2), By = Actor.System, Facts = Facts },
            ["time-out"] = new TaskCommand.TimeOutQuestion { At = Day(8), By = Actor.System, Facts = Facts },
        };
    }

    private static string Describe(Ruling ruling) => ruling switch
    {
        Ruling.Accepted { Events.Count: 0 } => "same",
        Ruling.Accepted => "yes",
        Ruling.Refused refused => RulingTable.Refusals.FirstOrDefault(pair => pair.Value == refused.Why).Key ?? refused.Why.ToString(),
        _ => "?",
    };
}
