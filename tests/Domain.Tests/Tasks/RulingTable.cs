using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>The ruling for each command (line) and actor (column), written by hand.</summary>
internal static class RulingTable
{
    /// <summary>yes: events. same: accepted, because it was already done. Everything else: a refusal.</summary>
    public static readonly IReadOnlyDictionary<string, Refusal> Refusals = new Dictionary<string, Refusal>
    {
        ["own"] = Refusal.OwnAccess,
        ["read"] = Refusal.ReadOnlyRole,
        ["who?"] = Refusal.NotAssignee,
        ["not"] = Refusal.NotAllowed,
        ["done"] = Refusal.AlreadyDecided,
        ["shut"] = Refusal.TaskClosed,
        ["wrong"] = Refusal.WrongDecision,
        ["step"] = Refusal.StaleStep,
        ["gen"] = Refusal.StaleGeneration,
        ["never"] = Refusal.NotRetryable,
        ["twice"] = Refusal.AlreadyRetried,
        ["due"] = Refusal.NotDue,
        ["wait"] = Refusal.UndoPending,
        ["none"] = Refusal.NothingToUndo,
        ["late"] = Refusal.UndoTooLate,
        ["moved"] = Refusal.UndoOvertaken,
        ["other"] = Refusal.NotDecider,
        ["nobody"] = Refusal.NobodyToAsk,
        ["asked"] = Refusal.QuestionOpen,
        ["unask"] = Refusal.NoQuestion,
        ["plain"] = Refusal.NoException,
    };

    public const string Open = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        first         yes      yes      who?   own     who?      who?    who?      who?      yes   own           read    who?     not
        second        yes      yes      who?   own     who?      who?    who?      who?      yes   own           read    who?     not
        foreign       wrong    wrong    who?   own     who?      who?    who?      who?      wrong own           read    who?     not
        later-step    step     step     who?   own     who?      who?    who?      who?      step  own           read    who?     not
        old-link      gen      gen      gen    own     gen       gen     gen       gen       gen   own           read    gen      not
        comment       yes      yes      not    yes     yes       not     yes       yes       yes   yes           read    not      not
        reassign      yes      yes      not    own     not       not     yes       yes       yes   own           read    not      not
        remind        not      not      not    not     yes       not     yes       yes       yes   yes           read    not      not
        climb         not      not      not    not     not       not     not       not       not   not           not     not      yes
        cancel        not      not      not    own     yes       not     not       not       yes   own           read    not      not
        retry         never    never    never  own     never     never   never     never     never own           read    never    never
        recheck       not      not      not    not     not       not     not       not       not   not           not     not      yes
        undo          none     none     none   own     none      none    none      none      none  own           read    none     not
        ask           nobody   nobody   who?   own     nobody    who?    who?      who?      who?  own           read    who?     not
        answer        not      not      not    unask   unask     not     not       not       not   unask         not     not      not
        time-out      not      not      not    not     not       not     not       not       not   not           not     not      same
        judge         plain    plain    plain  own     plain     plain   plain     plain     plain own           read    plain    not
        """;

    /// <summary>The kinds that follow from a request. Missing lines are those of <see cref="Open"/>.</summary>
    public const string Requested = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        ask           yes      yes      who?   own     nobody    who?    who?      who?      who?  own           read    who?     not
        """;

    /// <summary>The assignee asked the requester an hour ago.</summary>
    public const string Asked = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        ask           asked    asked    who?   own     nobody    who?    who?      who?      who?  own           read    who?     not
        answer        not      not      not    yes     yes       not     not       not       not   yes           not     not      not
        time-out      not      not      not    not     not       not     not       not       not   not           not     not      yes
        climb         not      not      not    not     not       not     not       not       not   not           not     not      due
        """;

    /// <summary>The assignee chose the first decision; for the second, the lines first and second are swapped.</summary>
    public const string Decided = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        first         same     done     done   own     done      done    done      done      done  own           done    done     not
        second        done     done     done   own     done      done    done      done      done  own           done    done     not
        foreign       done     done     done   own     done      done    done      done      done  own           done    done     not
        later-step    shut     shut     shut   own     shut      shut    shut      shut      shut  own           shut    shut     not
        old-link      done     done     done   own     done      done    done      done      done  own           done    done     not
        comment       shut     shut     shut   shut    shut      shut    shut      shut      shut  shut          shut    shut     shut
        reassign      shut     shut     shut   own     shut      shut    shut      shut      shut  own           shut    shut     shut
        remind        shut     shut     shut   shut    shut      shut    shut      shut      shut  shut          shut    shut     shut
        climb         shut     shut     shut   shut    shut      shut    shut      shut      shut  shut          shut    shut     shut
        cancel        shut     shut     shut   shut    shut      shut    shut      shut      shut  shut          shut    shut     shut
        retry         never    never    never  own     never     never   never     never     never own           read    never    never
        recheck       not      not      not    not     not       not     not       not       not   not           not     not      same
        undo          none     none     none   own     none      none    none      none      none  own           read    none     not
        ask           shut     shut     shut   own     shut      shut    shut      shut      shut  own           shut    shut     not
        answer        shut     shut     shut   shut    shut      shut    shut      shut      shut  shut          shut    shut     shut
        time-out      not      not      not    not     not       not     not       not       not   not           not     not      same
        judge         shut     shut     shut   own     shut      shut    shut      shut      shut  own           shut    shut     not
        """;

    /// <summary>
    /// Nobody decided: the ladder closed the task, or it was cancelled. Missing lines are those of <see cref="Decided"/>.
    /// </summary>
    public const string Undecided = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        first         shut     shut     shut   own     shut      shut    shut      shut      shut  own           shut    shut     not
        second        shut     shut     shut   own     shut      shut    shut      shut      shut  own           shut    shut     not
        foreign       shut     shut     shut   own     shut      shut    shut      shut      shut  own           shut    shut     not
        old-link      shut     shut     shut   own     shut      shut    shut      shut      shut  own           shut    shut     not
        """;

    public const string Cancelled = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        cancel        shut     shut     shut   shut    same      shut    shut      shut      same  shut          shut    shut     shut
        """;

    /// <summary>A change of access that failed or timed out.</summary>
    public const string Failed = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        retry         yes      yes      not    own     not       not     yes       yes       yes   own           read    not      not
        """;

    public const string Retried = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        retry         twice    twice    not    own     not       not     twice     twice     twice own           read    not      not
        """;

    /// <summary>The assignee decided a short while ago. Missing lines are those of the same task without the possibility to undo.</summary>
    public const string Undoable = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        undo          yes      other    other  own     other     other   other     other     other own           read    other    not
        """;

    public const string UndoPassed = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        undo          late     other    other  own     other     other   other     other     other own           read    other    not
        """;

    public const string Undone = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        undo          same     none     none   own     none      none    none      none      none  own           read    none     not
        """;

    /// <summary>A failed change of access that the assignee reported a short while ago.</summary>
    public const string FailedUndoable = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        retry         wait     wait     not    own     not       not     wait      wait      wait  own           read    not      not
        """;

    /// <summary>The director approved the first step a short while ago, so the second step has not begun for anybody.</summary>
    public const string Pending = """
                      assignee delegate former subject requester manager app-owner ent-owner admin admin-subject auditor stranger system
        first         wait     wait     who?   own     who?      who?    who?      who?      wait  own           read    who?     not
        second        wait     wait     who?   own     who?      who?    who?      who?      wait  own           read    who?     not
        foreign       wait     wait     who?   own     who?      who?    who?      who?      wait  own           read    who?     not
        later-step    wait     wait     who?   own     who?      who?    who?      who?      wait  own           read    who?     not
        old-link      done     done     done   own     done      done    done      done      done  own           done    done     not
        comment       wait     wait     not    wait    wait      not     wait      wait      wait  wait          read    not      not
        reassign      wait     wait     not    own     not       not     wait      wait      wait  own           read    not      not
        remind        not      not      not    not     wait      not     wait      wait      wait  wait          read    not      not
        climb         not      not      not    not     not       not     not       not       not   not           not     not      due
        undo          other    other    other  own     other     other   other     other     other own           read    other    not
        ask           wait     wait     who?   own     nobody    who?    who?      who?      who?  own           read    who?     not
        answer        not      not      not    wait    wait      not     not       not       not   wait          not     not      not
        """;

    /// <summary>Merges tables: a line of a later table replaces the same line of an earlier one.</summary>
    public static Dictionary<(string Command, string Actor), string> Read(params string[] tables)
    {
        Dictionary<(string Command, string Actor), string> cells = [];
        foreach (var table in tables)
        {
            var lines = table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
            foreach (var line in lines.Skip(1))
            {
                foreach (var (actor, ruling) in lines[0].Zip(line.Skip(1)))
                    cells[(line[0], actor)] = ruling;
            }
        }

        return cells;
    }
}
