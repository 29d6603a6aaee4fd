using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>Each kind of task under each directory change, written by hand.</summary>
public sealed class SubjectRulesTests
{
    private const string All = "both";
    private const string Second = "second only";

    private static readonly Dictionary<string, DirectoryFacts> Conditions = new()
    {
        ["as opened, held"] = People.Facts.Is(AnAccess.Held),
        ["as opened, not held"] = People.Facts.Is(AnAccess.Free),
        ["held before, ended"] = People.Facts.Is(AnAccess.Ended),
        ["still there"] = People.Facts.Is(AnAccess.Held with { Grant = AnAccess.Grant() with { State = GrantState.StillThere } }),
        ["left, held"] = People.Facts.SubjectLeft().Is(AnAccess.Held),
        ["left, not held"] = People.Facts.SubjectLeft().Is(AnAccess.Free),
        ["unknown, not held"] = People.Facts.Without(People.Subject).Is(AnAccess.Free),
        ["entitlement gone, held"] = People.Facts.Is(AnAccess.Held with { Entitlement = null }),
        ["entitlement gone, not held"] = People.Facts.Is(AnAccess.Free with { Entitlement = null }),
        ["grant's end passed"] = People.Facts.Is(AnAccess.Held with { Grant = AnAccess.Grant(until: Hour(1)) }),
        ["grant's end ahead"] = People.Facts.Is(AnAccess.Held with { Grant = AnAccess.Grant(until: Hour(9)) }),
        ["nobody looked"] = People.Facts,
    };

    /// <summary>What can be decided two hours after the opening: both decisions, only the second, or the reason for none.</summary>
    public static TheoryData<TaskKind, string, string> Table { get; } = Read("""
                                      Certification     Approval         Provisioning     Revocation        Deprovisioning
        as opened, held             | both            | AlreadyHeld    | AlreadyHeld    | both            | both
        as opened, not held         | NotHeld         | both           | both           | NotHeld         | NotHeld
        held before, ended          | NotHeld         | both           | both           | NotHeld         | NotHeld
        still there                 | both            | AlreadyHeld    | AlreadyHeld    | both            | both
        left, held                  | second only     | SubjectInactive | SubjectInactive | first only    | both
        left, not held              | NotHeld         | SubjectInactive | SubjectInactive | NotHeld       | NotHeld
        unknown, not held           | NotHeld         | SubjectInactive | SubjectInactive | NotHeld       | NotHeld
        entitlement gone, held      | second only     | EntitlementGone | EntitlementGone | first only    | both
        entitlement gone, not held  | NotHeld         | EntitlementGone | EntitlementGone | NotHeld       | NotHeld
        grant's end passed          | second only     | AlreadyHeld    | AlreadyHeld    | first only      | both
        grant's end ahead           | both            | AlreadyHeld    | AlreadyHeld    | both            | both
        nobody looked               | both            | both           | both           | both            | both
        """);

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_kind_can_be_decided_under_each_condition_as_the_table_says(TaskKind kind, string condition, string expected)
    {
        var (task, facts) = (Opened(kind), Conditions[condition]);
        var verbs = KindRules.DecisionsOf(kind);
        var possible = expected switch { All => verbs, Second => [verbs[1]], "first only" => [verbs[0]], _ => [] };

        Assert.Equal(possible, SubjectRules.DecisionsOf(kind, task.Subject, facts, Hour(2)));
        foreach (var verb in verbs)
        {
            var ruling = TaskMachine.Decide(task, Deciding(People.Alice, verb, reason: "Spoke with the team", at: Hour(2)) with { Facts = facts });
            Assert.Equal(possible.Contains(verb), ruling is Ruling.Accepted);
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_task_with_nothing_left_to_decide_is_closed_by_the_system_with_its_cause_and_others_stay_open(TaskKind kind, string condition, string expected)
    {
        var task = Opened(kind);
        var command = new TaskCommand.Recheck { At = Hour(2), By = Actor.System, Facts = Conditions[condition] };

        var after = task.After(command);

        if (!Enum.TryParse<ObsoleteCause>(expected, out var cause))
        {
            Assert.Equal(task, after);
            return;
        }

        var isDone = (kind, cause) is (TaskKind.Provisioning, ObsoleteCause.AlreadyHeld) or (TaskKind.Deprovisioning, ObsoleteCause.NotHeld);
        Assert.Equal((ReviewState.Closed, isDone ? Outcome.Completed : Outcome.Obsolete, cause), (after.State, after.Outcome, after.ClosingCause));
        Assert.Empty(after.Decisions);
        Assert.Empty(TaskMachine.Decide(after, command).Events());
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_task_with_nothing_left_to_decide_offers_and_accepts_no_decision(TaskKind kind, string condition, string expected)
    {
        var (task, facts) = (Opened(kind), Conditions[condition]);
        var isOver = Enum.TryParse<ObsoleteCause>(expected, out var cause);
        var actions = TaskMachine.ActionsOf(task, People.Admin.Acts(), facts, Hour(2));

        Assert.Equal(!isOver, actions.Contains(TaskAction.Decide));
        foreach (var (action, command) in Tending(facts))
        {
            var ruling = TaskMachine.Decide(task, command);
            Assert.Equal(!isOver, actions.Contains(action));
            Assert.Equal(isOver ? Refusals.Of(cause) : null, (ruling as Ruling.Refused)?.Why);
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_due_rung_sends_no_reminder_when_nothing_is_left_to_decide(TaskKind kind, string condition, string expected)
    {
        var task = Opened(APolicy.For(kind, APolicy.AskingAlice(APolicy.Remind(0.5), APolicy.Close(7))));

        var after = task.After(Climbing(task, Day(0.5), Conditions[condition]));

        Assert.Equal(Enum.TryParse<ObsoleteCause>(expected, out _), !after.IsOpen);
        Assert.Equal(after.IsOpen, after.LastRemindedAt is not null);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_task_with_nothing_left_to_decide_opens_closed_and_assigns_nobody(TaskKind kind, string condition, string expected)
    {
        var task = Opened(APolicy.For(kind), facts: Conditions[condition]);

        // The grant ends one hour after the task opens.
        Assert.Equal(Enum.TryParse<ObsoleteCause>(expected, out _), !task.IsOpen);
        Assert.Equal(task.IsOpen, task.Assignees.Count > 0);
    }

    private static (TaskAction Action, TaskCommand Command)[] Tending(DirectoryFacts facts) =>
    [
        (TaskAction.Reassign, Reassigning(People.Admin, People.Bob) with { Facts = facts, At = Hour(2) }),
        (TaskAction.Remind, Reminding(People.Admin) with { Facts = facts, At = Hour(2) }),
    ];

    private static TheoryData<TaskKind, string, string> Read(string table)
    {
        TheoryData<TaskKind, string, string> data = [];
        foreach (var line in table.Split('\n').Skip(1))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            foreach (var kind in Enum.GetValues<TaskKind>())
                data.Add(kind, cells[0], cells[(int)kind + 1]);
        }

        return data;
    }
}
