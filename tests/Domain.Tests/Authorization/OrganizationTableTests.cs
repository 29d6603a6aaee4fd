using AccessReview.Domain.Authorization;
using Xunit;

namespace AccessReview.Domain.Tests.Authorization;

public sealed class OrganizationTableTests
{
    /// <summary>Written by hand: the effect of each role. never: forbids, whatever else allows.</summary>
    private const string Matrix = """
                        reviewer app-owner campaign-owner auditor admin
        Work            yes      yes       yes            yes     yes
        RequestAccess   yes      yes       yes            yes     yes
        ReadDirectory   yes      yes       yes            yes     yes
        ReadAllAccess   no       yes       yes            yes     yes
        ImportDirectory no       no        no             never   yes
        OpenTask        yes      yes       yes            never   yes
        ReadOperation   no       no        no             yes     yes
        Operate         no       no        no             never   yes
        ConnectPeople   no       no        no             never   yes
        CheckAudit      no       no        no             yes     yes
        ReadCampaigns   no       no        yes            yes     yes
        RunCampaigns    no       no        yes            never   yes
        """;

    private static readonly Roles[] Columns = [Roles.AppOwner, Roles.CampaignOwner, Roles.Auditor, Roles.Admin];

    [Fact]
    public void A_set_of_roles_may_do_what_its_roles_may_do()
    {
        var lines = Matrix.Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        var surprises =
            from line in lines
            from roles in Enumerable.Range(0, 16).Select(bits => (Roles)bits)
            let held = Columns.Zip(line[2..]).Where(column => roles.HasFlag(column.First)).Select(column => column.Second).Append(line[1]).ToList()
            where OrganizationTable.Allows(Enum.Parse<OrganizationAction>(line[0]), roles) != (held.Contains("yes") && !held.Contains("never"))
            select $"{line[0]} by {roles}";

        Assert.Empty(surprises);
        Assert.Equal(Enum.GetNames<OrganizationAction>().Order(), lines.Select(line => line[0]).Order());
    }
}
