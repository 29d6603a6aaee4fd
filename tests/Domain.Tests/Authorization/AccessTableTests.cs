using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.Domain.Tests.Authorization;

public sealed class AccessTableTests
{
    /// <summary>
    /// Written by hand: for every action and state, the effect of each single role or relation. yes: allows. no: no effect.
    /// never: forbids, whatever else allows. mine: forbids unless the person requested it.
    /// asked: forbids unless the person is asked about their own access. answer: forbids unless the person made the last decision.
    /// </summary>
    private const string Matrix = """
                        admin auditor app-owner-role campaign-owner subject assignee former delegate requester manager app-owner ent-owner recommender decider proposer approver barred asked-holder
        Read Open       yes   yes     no             no             yes     yes      yes    yes      yes       yes     yes       yes       no          yes     no       yes      no     no
        Read Closed     yes   yes     no             no             yes     yes      yes    yes      yes       yes     yes       yes       no          yes     no       yes      no     no
        Decide Open     yes   never   no             no             asked   yes      no     yes      no        no      no        no        never       no      no       no      never  no
        Decide Closed   no    never   no             no             asked   no       no     no       no        no      no        no        never       no      no       no      never  no
        Comment Open    yes   never   no             no             yes     yes      no     yes      yes       no      yes       yes       no          no      no       no      no     no
        Comment Closed  no    never   no             no             no      no       no     no       no        no      no        no        no          no      no       no      no     no
        Reassign Open   yes   never   no             no             never   yes      no     yes      no        no      yes       yes       no          no      no       no      no     no
        Reassign Closed no    never   no             no             never   no       no     no       no        no      no        no        no          no      no       no      no     no
        Remind Open     yes   never   no             no             no      no       no     no       yes       no      yes       yes       no          no      no       no      no     no
        Remind Closed   no    never   no             no             no      no       no     no       no        no      no        no        no          no      no       no      no     no
        Cancel Open     yes   never   no             no             mine    no       no     no       yes       no      no        no        no          no      no       no      no     no
        Cancel Closed   no    never   no             no             no      no       no     no       no        no      no        no        no          no      no       no      no     no
        Retry Open      no    never   no             no             never   no       no     no       no        no      no        no        no          no      no       no      no     no
        Retry Closed    yes   never   no             no             never   yes      no     yes      no        no      yes       yes       no          no      no       no      no     no
        Undo Open       no    never   no             no             answer  no       no     no       no        no      no        no        no          yes     no       no      no     no
        Undo Closed     no    never   no             no             answer  no       no     no       no        no      no        no        no          yes     no       no      no     no
        Ask Open        no    never   no             no             never   yes      no     yes      never     no      no        no        no          no      no       no      no     no
        Ask Closed      no    never   no             no             never   no       no     no       never     no      no        no        no          no      no       no      no     no
        Answer Open     no    no      no             no             yes     no       no     no       yes       no      no        no        no          no      no       no      no     no
        Answer Closed   no    no      no             no             no      no       no     no       no        no      no        no        no          no      no       no      no     no
        JudgeException Open   yes never no no never no no no no no yes no no no never yes      no     no
        JudgeException Closed no never no no never no no no no no no no no no never no      no     no
        """;

    private static readonly Roles[] RoleColumns = [Roles.Admin, Roles.Auditor, Roles.AppOwner, Roles.CampaignOwner];

    private static readonly Relations[] RelationColumns =
    [
        Relations.Subject, Relations.Assignee, Relations.FormerAssignee, Relations.Delegate,
        Relations.Requester, Relations.SubjectManager, Relations.AppOwner, Relations.EntitlementOwner,
        Relations.Recommender, Relations.Decider, Relations.Proposer, Relations.Approver, Relations.Barred, Relations.AskedHolder,
    ];

    public static TheoryData<string> Lines() => [.. Matrix.Split('\n').Skip(1)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_set_of_roles_and_relations_may_do_what_its_parts_may_do(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (action, state, cells) = (Enum.Parse<TaskAction>(words[0]), Enum.Parse<ReviewState>(words[1]), words[2..]);

        var surprises =
            from roles in Enumerable.Range(0, 16).Select(bits => (Roles)bits)
            from relations in Enumerable.Range(0, 16384).Where(bits => int.PopCount(bits) <= 4).Select(bits => (Relations)bits)
            let expected = Expected(cells, roles, relations)
            where AccessTable.Allows(action, state, roles, relations) != expected
            select $"{roles} as {relations}: expected {expected}";

        Assert.Empty(surprises);
    }

    [Fact]
    public void The_matrix_has_a_line_for_every_action_in_every_state_and_a_column_for_every_role_and_relation()
    {
        var lines = Lines().Select(row => string.Join(' ', row.Data.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2]));

        var all = from action in Enum.GetNames<TaskAction>() from state in Enum.GetNames<ReviewState>() select $"{action} {state}";
        Assert.Equal(all.Order(), lines.Order());
        Assert.Equal(Enum.GetValues<Roles>().Where(role => role != Roles.Reviewer).Order(), RoleColumns.Order());
        Assert.Equal(Enum.GetValues<Relations>().Where(relation => relation != Relations.None).Order(), RelationColumns.Order());
    }

    private static bool Expected(string[] cells, Roles roles, Relations relations)
    {
        var held = RoleColumns.Select(role => roles.HasFlag(role))
            .Concat(RelationColumns.Select(relation => relations.HasFlag(relation)))
            .Zip(cells)
            .Where(column => column.First)
            .Select(column => column.Second)
            .ToList();
        return held.Contains("yes") && !held.Contains("never")
            && (!held.Contains("mine") || relations.HasFlag(Relations.Requester))
            && (!held.Contains("asked") || relations.HasFlag(Relations.AskedHolder))
            && (!held.Contains("answer") || relations.HasFlag(Relations.Decider));
    }
}
