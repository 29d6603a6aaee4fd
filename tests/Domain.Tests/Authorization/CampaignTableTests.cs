using AccessReview.Domain.Authorization;
using Xunit;

namespace AccessReview.Domain.Tests.Authorization;

public sealed class CampaignTableTests
{
    /// <summary>Written by hand: the effect of each role. never: forbids, whatever else allows.</summary>
    private const string Matrix = """
                     reviewer app-owner campaign-owner auditor admin
        Read         no       no        yes            yes     yes
        Preview      no       no        yes            yes     yes
        Create       no       no        yes            never   yes
        Freeze       no       no        yes            never   yes
        Start        no       no        yes            never   yes
        DecideLate   no       no        yes            never   yes
        Remind       no       no        yes            never   yes
        Extend       no       no        yes            never   yes
        Close        no       no        yes            never   yes
        Cancel       no       no        yes            never   yes
        Reassign     no       no        yes            never   yes
        ConfirmGuard no       no        yes            never   yes
        SignOff      no       no        yes            never   yes
        """;

    private static readonly Roles[] Columns = [Roles.AppOwner, Roles.CampaignOwner, Roles.Auditor, Roles.Admin];

    [Fact]
    public void A_set_of_roles_may_do_to_campaigns_what_its_roles_may_do()
    {
        var lines = Matrix.Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        var surprises =
            from line in lines
            from roles in Enumerable.Range(0, 16).Select(bits => (Roles)bits)
            let held = Columns.Zip(line[2..]).Where(column => roles.HasFlag(column.First)).Select(column => column.Second).Append(line[1]).ToList()
            where CampaignTable.Allows(Enum.Parse<CampaignAction>(line[0]), roles) != (held.Contains("yes") && !held.Contains("never"))
            select $"{line[0]} by {roles}";

        Assert.Empty(surprises);
        Assert.Equal(Enum.GetNames<CampaignAction>().Order(), lines.Select(line => line[0]).Order());
    }
}
