using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.Domain.Tests.Authorization;

public sealed class PersonTableTests
{
    /// <summary>Written by hand: what each role or relation allows; nothing forbids it.</summary>
    private const string Matrix = """
                     nothing app-owner campaign-owner auditor admin self manager
        ReadAccess   no      yes       yes            yes     yes   yes  yes
        NameDelegate no      no        no             no      no    yes  no
        """;

    private static readonly Roles[] RoleColumns = [Roles.AppOwner, Roles.CampaignOwner, Roles.Auditor, Roles.Admin];
    private static readonly RelationsToPerson[] RelationColumns = [RelationsToPerson.Self, RelationsToPerson.Manager];

    [Fact]
    public void A_set_of_roles_and_relations_may_read_what_its_parts_may_read()
    {
        var lines = Matrix.Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        var surprises =
            from line in lines
            from roles in Enumerable.Range(0, 16).Select(bits => (Roles)bits)
            from relations in Enumerable.Range(0, 4).Select(bits => (RelationsToPerson)bits)
            let byRole = RoleColumns.Zip(line[2..6]).Any(column => roles.HasFlag(column.First) && column.Second == "yes")
            let byRelation = RelationColumns.Zip(line[6..]).Any(column => relations.HasFlag(column.First) && column.Second == "yes")
            where PersonTable.Allows(Enum.Parse<PersonAction>(line[0]), roles, relations) != (byRole || byRelation)
            select $"{line[0]} by {roles}, {relations}";

        Assert.Empty(surprises);
        Assert.Equal(Enum.GetNames<PersonAction>().Order(), lines.Select(line => line[0]).Order());
    }

    [Fact]
    public void The_relations_self_and_manager_are_recognized()
    {
        var ada = new User { Id = UserId.From("ada"), Email = "ada@example.test", DisplayName = "Ada", ManagerId = UserId.From("mia") };

        Assert.Equal(RelationsToPerson.Self, PersonTable.RelationsOf(UserId.From("ada"), ada));
        Assert.Equal(RelationsToPerson.Manager, PersonTable.RelationsOf(UserId.From("mia"), ada));
        Assert.Equal(RelationsToPerson.None, PersonTable.RelationsOf(UserId.From("max"), ada));
    }
}
