using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.Domain.Tests.Authorization;

public sealed class OpeningTableTests
{
    /// <summary>Written by hand: the effect of each role or relation. never: forbids, whatever else allows.</summary>
    private const string Matrix = """
                          nothing app-owner-role campaign-owner auditor admin subject manager app-owner entitlement-owner
        RequestRemoval    no      no             yes            never   yes   yes     yes     yes       yes
        ReviewAccess      no      no             yes            never   yes   no      yes     yes       yes
        ReviewPerson      no      no             yes            never   yes   no      yes     no        no
        ReviewEntitlement no      no             yes            never   yes   no      no      yes       yes
        """;

    private static readonly Roles[] RoleColumns = [Roles.AppOwner, Roles.CampaignOwner, Roles.Auditor, Roles.Admin];
    private static readonly Relations[] RelationColumns = [Relations.Subject, Relations.SubjectManager, Relations.AppOwner, Relations.EntitlementOwner];
    private static readonly UserId Ada = UserId.From("ada");

    [Fact]
    public void A_set_of_roles_and_relations_may_open_what_its_parts_may_open()
    {
        var lines = Matrix.Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        var surprises =
            from line in lines
            from roles in Enumerable.Range(0, 16).Select(bits => (Roles)bits)
            from relations in Enumerable.Range(0, 16).Select(RelationsOf)
            let effects = EffectsOf(line, roles, relations)
            where OpeningTable.Allows(Enum.Parse<OpeningAction>(line[0]), roles, relations) != (effects.Contains("yes") && !effects.Contains("never"))
            select $"{line[0]} by {roles}, {relations}";

        Assert.Empty(surprises);
        Assert.Equal(Enum.GetNames<OpeningAction>().Order(), lines.Select(line => line[0]).Order());
    }

    [Fact]
    public void The_other_relations_to_a_task_open_nothing()
    {
        var others = Enum.GetValues<Relations>().Except(RelationColumns).Aggregate((all, one) => all | one);

        Assert.DoesNotContain(Enum.GetValues<OpeningAction>(), action => OpeningTable.Allows(action, Roles.Reviewer, others));
    }

    [Fact]
    public void The_relations_to_an_access_are_recognized()
    {
        var (bob, mia, nobody) = (UserId.From("bob"), UserId.From("mia"), Array.Empty<UserId>());

        Assert.Equal(Relations.Subject, RelationsToAccess.Of(Ada, Ada, mia, nobody, nobody));
        Assert.Equal(Relations.SubjectManager, RelationsToAccess.Of(Ada, bob, Ada, nobody, nobody));
        Assert.Equal(Relations.AppOwner, RelationsToAccess.Of(Ada, bob, mia, [mia, Ada], nobody));
        Assert.Equal(Relations.EntitlementOwner, RelationsToAccess.Of(Ada, bob, mia, nobody, [Ada]));
        Assert.Equal(Relations.None, RelationsToAccess.Of(Ada, null, null, [bob], [mia]));
    }

    private static Relations RelationsOf(int bits) =>
        RelationColumns.Where((_, index) => (bits & (1 << index)) != 0).Aggregate(Relations.None, (all, one) => all | one);

    private static IReadOnlyList<string> EffectsOf(string[] line, Roles roles, Relations relations) =>
    [
        line[1],
        .. RoleColumns.Zip(line[2..6]).Where(column => roles.HasFlag(column.First)).Select(column => column.Second),
        .. RelationColumns.Zip(line[6..]).Where(column => relations.HasFlag(column.First)).Select(column => column.Second),
    ];
}
